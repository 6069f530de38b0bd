package dropwizardapm.bundle.http;

import org.jspecify.annotations.Nullable;

/** Where our own pages are served; null where they are not. */
public record Pages(@Nullable Place metrics, @Nullable Place health) {
  /** Where nobody says otherwise. */
  public static final Pages DEFAULT =
      new Pages(new Place("/metrics", false), new Place("/health", false));

  /** What is asked where {@code health} tells whether a restart would help. */
  public static String liveness(Place health) {
    return health.path() + "/live";
  }
}
