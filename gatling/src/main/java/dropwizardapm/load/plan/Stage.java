package dropwizardapm.load.plan;

import java.time.Duration;

/**
 * Requests at a constant rate for a while; one row of the table, unless it only warms up.
 *
 * @param title what tells it from others of its rate; may be empty
 * @param continued the next stage follows at once, and not when all of this one's are answered
 */
public record Stage(Kind kind, String title, int rps, Duration duration, boolean continued) {
  /** What a stage is for. */
  public enum Kind {
    /** Nobody looks at what comes of it. */
    WARM_UP,
    /** It looks for the knee. */
    SEARCH,
    /** It is what the profile promises. */
    STEP
  }

  /** One of the profile's own. */
  public static Stage step(String title, int rps, Duration duration) {
    return new Stage(Kind.STEP, title, rps, duration, false);
  }

  /** The same, and the next one follows at once. */
  public Stage thenAtOnce() {
    return new Stage(kind, title, rps, duration, true);
  }

  /** How many requests it sends. */
  public int requests() {
    return (int) Math.max(1, rps * duration.toMillis() / 1000);
  }
}
