package dropwizardapm.load.plan;

import dropwizardapm.load.plan.Objective.Finding;
import dropwizardapm.load.result.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the knee: doubles the rate until one is not sustained, then halves the distance, by ratio,
 * until it is within 5 %. A rate that is not sustained gets a second chance.
 *
 * @param start the first rate
 * @param duration of a stage that halves; one that doubles takes half as long
 */
public record Search(int start, Duration duration, Objective objective) implements Plan {
  /** Long enough to tell a queue that grows from one that does not. */
  public static final Duration STAGE = Duration.ofSeconds(15);

  private static final double WITHIN = 1.05;

  /** Far beyond what one generator sends on time; that ends the search before. */
  private static final int MOST = 100_000;

  private static final Duration WARM_UP = Duration.ofSeconds(5);

  /** As many as a search usually has in all; for the time that is left. */
  private static final int USUAL_STAGES = 13;

  /**
   * What is known so far.
   *
   * @param row of the highest rate that was sustained; nothing while there is none
   * @param low that rate; 0 while there is none
   * @param high the lowest rate that was not; 0 while there is none
   * @param beyond why it was not
   * @param again the last stage was the first at its rate that did not, which may be noise
   */
  public record Known(
      Optional<StepResult> row, int low, int high, Optional<Finding> beyond, boolean again) {
    private static final Known NOTHING = new Known(Optional.empty(), 0, 0, Optional.empty(), false);

    private Known and(StepResult next, Finding finding) {
      if (finding.holds())
        return new Known(Optional.of(next), next.offeredRps(), high, beyond, false);
      if (!again) return new Known(row, low, high, beyond, true);
      return new Known(row, low, next.offeredRps(), Optional.of(finding), false);
    }

    private boolean enough() {
      if (again) return false;
      if (high == 0) return low >= MOST;
      return high == 1 || (low > 0 && (high <= low * WITHIN || high == low + 1));
    }
  }

  @Override
  public Optional<Stage> next(List<Ran> ran) {
    if (ran.isEmpty()) return Optional.of(warmUp(start));
    Known known = known(ran);
    if (known.enough()) return Optional.empty();
    int rps = known.again() ? ran.getLast().result().offeredRps() : after(known);
    boolean doubles = known.high() == 0 && !known.again();
    return Optional.of(
        Stage.open(Stage.Kind.SEARCH, "", rps, doubles ? duration.dividedBy(2) : duration));
  }

  /** A service that has just started compiles its code first. */
  static Stage warmUp(int rps) {
    return Stage.open(Stage.Kind.WARM_UP, "warm-up", rps, WARM_UP);
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

  private int after(Known known) {
    if (known.high() == 0) return known.low() == 0 ? start : Math.min(2 * known.low(), MOST);
    if (known.low() == 0) return known.high() / 2;
    return (int) Math.round(Math.sqrt((double) known.low() * known.high()));
  }
}
