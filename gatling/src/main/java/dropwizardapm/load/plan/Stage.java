package dropwizardapm.load.plan;

import java.time.Duration;

/**
 * Users that come at a constant rate for a while, and send what a user sends; one row of the table,
 * unless it only warms up. Or as many users as there are seats, each of which begins again when it
 * is done and has thought for a while.
 *
 * @param title what tells it from others of its rate; may be empty
 * @param rps how many come each second; 0 where there are seats
 * @param seats 0 where users come whether or not others are done
 * @param think between a user's end and its next beginning
 * @param continued the next stage follows at once, and not when all of this one's are answered
 */
public record Stage(
    Kind kind,
    String title,
    int rps,
    int seats,
    Duration think,
    Duration duration,
    boolean continued) {
  /** What a stage is for. */
  public enum Kind {
    /** Nobody looks at what comes of it. */
    WARM_UP,
    /** It looks for the knee. */
    SEARCH,
    /** It is what the profile promises. */
    STEP
  }

  /** Users at a rate. */
  static Stage open(Kind kind, String title, int rps, Duration duration) {
    return new Stage(kind, title, rps, 0, Duration.ZERO, duration, false);
  }

  /** One of the profile's own. */
  public static Stage step(String title, int rps, Duration duration) {
    return open(Kind.STEP, title, rps, duration);
  }

  /** The same number of users throughout. */
  public static Stage closed(int seats, Duration think, Duration duration) {
    return new Stage(Kind.STEP, seats + " users", 0, seats, think, duration, false);
  }

  /** The same, and the next one follows at once. */
  public Stage thenAtOnce() {
    return new Stage(kind, title, rps, seats, think, duration, true);
  }

  /** The same, but nobody looks at what comes of it. */
  public Stage asWarmUp() {
    return new Stage(Kind.WARM_UP, "warm-up", rps, seats, think, duration, continued);
  }

  /** How many users come. */
  public int users() {
    return seats > 0 ? seats : (int) Math.max(1, rps * duration.toMillis() / 1000);
  }

  /** When the n-th user comes, from the stage's begin. Those with seats do so while one thinks. */
  long nanosUntil(long user) {
    return seats > 0 ? user * think.toNanos() / seats : user * 1_000_000_000L / rps;
  }
}
