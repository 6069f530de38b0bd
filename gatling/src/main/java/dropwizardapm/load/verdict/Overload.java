package dropwizardapm.load.verdict;

import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a service promises when it gets more than it can take. */
public final class Overload {
  private static final double SERVED = 0.95;
  private static final double P99_MILLIS = 1000;
  private static final double PROBE_MILLIS = 100;

  private Overload() {}

  /**
   * Judges.
   *
   * @param rows the knee, and multiples of it
   */
  public static List<Verdict> of(List<StepResult> rows) {
    List<StepResult> judged = rows.stream().filter(row -> !row.generatorBound()).toList();
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(served(rows));
    verdicts.add(
        most(
            "served p99 is at most 1 s", rows, judged, "ms", P99_MILLIS, r -> r.latencies().p99()));
    verdicts.add(most("no failure but 503", rows, judged, "errors", 0, StepResult::errors));
    for (String probe : List.of("health", "metrics"))
      verdicts.add(
          most(
              "/%s answers within 100 ms".formatted(probe),
              rows,
              judged,
              "ms",
              PROBE_MILLIS,
              row -> row.figure(probe + "_max_ms")));
    return verdicts;
  }

  private static Verdict served(List<StepResult> rows) {
    StepResult last = rows.getLast();
    String promise =
        "at %s served requests/s are at least 95 %% of those at the knee".formatted(last.title());
    if (rows.size() == 1) return Verdict.notJudged(promise, "the run ended before");
    if (last.generatorBound() || rows.getFirst().generatorBound())
      return Verdict.notJudged(
          promise,
          "generator-bound: %s of %d requests/s left"
              .formatted(Rows.number(last.achievedRps()), last.offeredRps()));
    double ratio = last.goodputRps() / rows.getFirst().goodputRps();
    return Verdict.of(
        promise,
        ratio >= SERVED,
        "%s of %s, %s %%"
            .formatted(
                Rows.number(last.goodputRps()),
                Rows.number(rows.getFirst().goodputRps()),
                Rows.number(100 * ratio)));
  }

  /** The largest figure of all rows that tell. */
  private static Verdict most(
      String promise,
      List<StepResult> rows,
      List<StepResult> judged,
      String unit,
      double bound,
      ToDoubleFunction<StepResult> figure) {
    if (judged.stream().mapToDouble(figure).allMatch(Double::isNaN))
      return Verdict.notJudged(promise, "no row that tells");
    StepResult worst =
        judged.stream()
            .filter(row -> !Double.isNaN(figure.applyAsDouble(row)))
            .max(Comparator.comparingDouble(figure))
            .orElseThrow();
    double value = figure.applyAsDouble(worst);
    String seen = "at most %s %s, at %s".formatted(Rows.number(value), unit, Rows.name(worst));
    if (value > bound) return Verdict.of(promise, false, seen);
    return judged.size() < rows.size()
        ? Verdict.notJudged(promise, seen + "; the other rows are generator-bound")
        : Verdict.of(promise, true, seen);
  }
}
