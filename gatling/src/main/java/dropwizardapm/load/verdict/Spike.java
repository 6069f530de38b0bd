package dropwizardapm.load.verdict;

import dropwizardapm.load.result.Second;
import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Verdict;
import java.util.List;

/** How soon a service is back to normal after a spike. */
public final class Spike {
  private static final int WITHIN_SECONDS = 5;
  private static final String PROMISE = "p95 is normal again within 5 s";

  /** Normal again: as before, but for what any second may differ. */
  private static final double FACTOR = 2;

  private static final double SLACK_MILLIS = 20;

  private Spike() {}

  /**
   * Judges.
   *
   * @param rows before, the spike, after
   */
  public static List<Verdict> of(List<StepResult> rows) {
    if (rows.size() < 3) return List.of(Verdict.notJudged(PROMISE, "the run ended before"));
    StepResult before = rows.get(0);
    StepResult after = rows.get(2);
    if (before.generatorBound() || after.generatorBound())
      return List.of(Verdict.notJudged(PROMISE, "the generator did not send on time"));
    double bound = FACTOR * before.latencies().p95() + SLACK_MILLIS;
    int recovered = recovered(after.seconds(), bound);
    Verdict verdict =
        Verdict.of(
            PROMISE,
            recovered <= WITHIN_SECONDS,
            "p95 before: %s ms; %s"
                .formatted(
                    Rows.number(before.latencies().p95()),
                    recovered >= after.seconds().size()
                        ? "not normal at the end of the run"
                        : "below %s ms and all served from %d s after the spike on"
                            .formatted(Rows.number(bound), recovered)));
    return rows.get(1).generatorBound()
        ? List.of(
            Verdict.notJudged(
                PROMISE,
                "%s; but the spike had %s of %d requests/s, generator-bound"
                    .formatted(
                        verdict.text(),
                        Rows.number(rows.get(1).achievedRps()),
                        rows.get(1).offeredRps())))
        : List.of(verdict);
  }

  /** The second from which on three of four are normal; one that is not may be another's noise. */
  private static int recovered(List<Second> seconds, double bound) {
    for (int from = 0; from < seconds.size(); from++) {
      if (!isNormal(seconds.get(from), bound)) continue;
      long normal = seconds.stream().skip(from).filter(s -> isNormal(s, bound)).count();
      if (4 * normal >= 3L * (seconds.size() - from)) return from;
    }
    return seconds.size();
  }

  private static boolean isNormal(Second second, double bound) {
    return second.rejected() + second.errors() == 0 && second.latencies().p95() <= bound;
  }
}
