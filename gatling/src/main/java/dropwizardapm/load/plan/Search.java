package dropwizardapm.load.plan;

import dropwizardapm.load.plan.Objective.Finding;
import dropwizardapm.load.plan.Objective.Reason;
import dropwizardapm.load.result.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the knee: doubles the rate until one is not sustained, then halves the distance, by ratio,
 * until it is within 5 %. A rate that is not sustained gets a second chance, and the one above the
 * knee a last one in the end: the first overload often meets code that is not compiled yet. A
 * service that answers nothing any more ends the search.
 *
 * @param start the first rate
 * @param duration of a stage that halves; one that doubles takes half as long
 */
public record Search(int start, Duration duration, Objective objective) implements Plan {
  /** Long enough to tell a queue that grows from one that does not. */
  public static final Duration STAGE = Duration.ofSeconds(15);

  private static final double WITHIN = 1.05;
  private static final double DOUBLE = 2;

  /** Where the rate above the knee was sustained in the end, the knee is hardly far above it. */
  private static final double STEP_AFTER_SEARCH = 1.15;

  /** Far beyond what one generator sends on time; that ends the search before. */
  private static final int MOST = 100_000;

  private static final Duration WARM_UP = Duration.ofSeconds(5);

  /** As many as a search usually has in all; for the time that is left. */
  private static final int USUAL_STAGES = 13;

  /** What became of the last stage. */
  enum Last {
    SUSTAINED,
    /** For the first time, which may be noise. */
    MISSED,
    MISSED_AGAIN,
    /** Nothing that follows would tell of a rate. */
    GONE
  }

  /**
   * What is known so far.
   *
   * @param row of the highest rate that was sustained; nothing while there is none
   * @param low that rate; 0 while there is none
   * @param high the lowest rate that was not; 0 while there is none
   * @param beyond why it was not
   * @param last decides whether a rate is tried again
   * @param step how far above a sustained rate the next one is, while nothing is known above it
   */
  public record Known(
      Optional<StepResult> row,
      int low,
      int high,
      Optional<Finding> beyond,
      Last last,
      double step) {
    private static final Known NOTHING =
        new Known(Optional.empty(), 0, 0, Optional.empty(), Last.SUSTAINED, DOUBLE);

    private Known and(StepResult next, Finding finding) {
      int rps = next.offeredRps();
      if (finding.holds() && rps == high)
        return new Known(
            Optional.of(next), rps, 0, Optional.empty(), Last.SUSTAINED, STEP_AFTER_SEARCH);
      if (finding.holds())
        return new Known(Optional.of(next), rps, high, beyond, Last.SUSTAINED, step);
      if (finding.reason() == Reason.GONE)
        return new Known(row, low, rps, Optional.of(finding), Last.GONE, step);
      if (last == Last.MISSED || rps == high)
        return new Known(row, low, rps, Optional.of(finding), Last.MISSED_AGAIN, step);
      return new Known(row, low, high, beyond, Last.MISSED, step);
    }

    private boolean enough() {
      if (last == Last.GONE) return true;
      if (high == 0) return low >= MOST;
      return isClose() && last == Last.MISSED_AGAIN;
    }

    private boolean isClose() {
      return high > 0 && (high == 1 || (low > 0 && (high <= low * WITHIN || high == low + 1)));
    }

    private int next(int start) {
      if (isClose()) return high;
      if (high == 0) return low == 0 ? start : (int) Math.min(Math.ceil(step * low), MOST);
      if (low == 0) return high / 2;
      return (int) Math.round(Math.sqrt((double) low * high));
    }
  }

  @Override
  public Optional<Stage> next(List<Ran> ran) {
    if (ran.isEmpty()) return Optional.of(warmUp(start));
    Known known = known(ran);
    if (known.enough()) return Optional.empty();
    boolean again = known.last() == Last.MISSED;
    int rps = again ? ran.getLast().result().offeredRps() : known.next(start);
    boolean doubles = known.high() == 0 && known.step() == DOUBLE && !again;
    return Optional.of(
        Stage.open(Stage.Kind.SEARCH, "", rps, doubles ? duration.dividedBy(2) : duration));
  }

  /** A service that has just started compiles its code first. */
  static Stage warmUp(int rps) {
    return Stage.step("", rps, WARM_UP).asWarmUp();
  }

  /** What these stages say. */
  public Known known(List<Ran> ran) {
    Known known = Known.NOTHING;
    for (StepResult row : Ran.results(ran, Stage.Kind.SEARCH))
      known = known.and(row, objective.of(row));
    return known;
  }

  @Override
  public Duration remaining(List<Ran> ran) {
    Known known = known(ran);
    double ratio = known.high() > 0 && known.low() > 0 ? (double) known.high() / known.low() : 0;
    double stages =
        ratio > 0
            ? Math.ceil(Math.log(Math.log(ratio) / Math.log(WITHIN)) / Math.log(2))
            : Math.max(5, USUAL_STAGES - ran.size());
    return duration.multipliedBy((long) Math.max(0, stages));
  }
}
