package dropwizardapm.bundle.accounting;

import org.jspecify.annotations.Nullable;

/** Carries the route template back from the resource that matched to the handler that counts. */
public final class MatchedRoute {
  /** Request attribute that holds the instance. */
  public static final String ATTRIBUTE = MatchedRoute.class.getName();

  private volatile @Nullable String template;

  /** Called by whatever matched the request, with its template as in {@code /users/{id}}. */
  public void set(String matched) {
    template = matched;
  }

  @Nullable String template() {
    return template;
  }
}
