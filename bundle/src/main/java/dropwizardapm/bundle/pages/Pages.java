package dropwizardapm.bundle.pages;

import dropwizardapm.bundle.front.FrontEndpoint;
import dropwizardapm.bundle.front.FrontHandler;
import dropwizardapm.bundle.front.ReservedPath;
import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.metrics.Exposition;
import java.util.List;
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

  /** Serves them, each in its place. */
  public void addTo(FrontHandler front, HealthMonitor monitor, Exposition exposition) {
    if (health != null) {
      for (FrontEndpoint each :
          List.of(
              HealthEndpoint.readiness(health.path(), monitor),
              HealthEndpoint.readiness(health.path() + "/ready", monitor),
              HealthEndpoint.liveness(liveness(health), monitor)))
        front.add(each, reserved(health, each.template(), "apm.health"));
    }
    if (metrics != null)
      front.add(
          new MetricsEndpoint(metrics.path(), exposition),
          reserved(metrics, metrics.path(), "apm.metrics"));
  }

  /**
   * @param setting the section of the configuration that has put something there
   */
  private static ReservedPath reserved(Place place, String path, String setting) {
    return new ReservedPath(
        path,
        place.forTheAdministrator(),
        "dropwizard-apm (" + setting + ")",
        "Set %1$s.path to another path, %1$s.connector to %2$s, or %1$s.enabled to false."
            .formatted(setting, place.forTheAdministrator() ? "application" : "admin"));
  }
}
