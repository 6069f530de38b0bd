package dropwizardapm.load.verdict;

import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Trend;
import dropwizardapm.load.result.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Whether a service stays as it is under a load that goes on. */
public final class Soak {
  private static final int FEWEST_WINDOWS = 6;

  /** Growth that is less than this many times the usual distance from the line is noise. */
  private static final double NOISE = 4;

  private Soak() {}

  /**
   * Judges.
   *
   * @param windows one after the other, equally long
   */
  public static List<Verdict> of(List<StepResult> windows) {
    return List.of(
        steady("latency does not grow", windows, "p95", "ms", 0.2, 5, r -> r.latencies().p95()),
        liveSet(windows),
        steady("descriptors do not grow", windows, "open", "", 0.05, 8, r -> r.figure("open_fds")));
  }

  /**
   * What the heap holds after a collection of all of it. Where none was needed so far, the lowest
   * use of each window may hold garbage, too: it can acquit, but not convict.
   */
  private static Verdict liveSet(List<StepResult> windows) {
    String promise = "live set does not grow";
    ToDoubleFunction<StepResult> live = row -> row.figure("live_set_mib");
    long levels =
        windows.stream().mapToDouble(live).filter(v -> !Double.isNaN(v)).distinct().count();
    if (levels >= 3) return steady(promise, windows, "after collection", "MiB", 0.1, 3, live);
    Verdict lowest =
        steady(promise, windows, "lowest", "MiB", 0.1, 3, row -> row.figure("heap_low_mib"));
    return lowest.state() == Verdict.State.FAILED
        ? Verdict.notJudged(
            promise,
            lowest.text() + "; no full collection tells whether it is garbage: soak longer")
        : lowest;
  }

  private static Verdict steady(
      String promise,
      List<StepResult> windows,
      String what,
      String unit,
      double share,
      double least,
      ToDoubleFunction<StepResult> figure) {
    double[] values = windows.stream().mapToDouble(figure).toArray();
    if (IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).count()
        < FEWEST_WINDOWS) return Verdict.notJudged(promise, "not seen in enough of the run");
    double slope = Trend.slope(values);
    double growth = slope * (values.length - 1);
    double middle = Trend.median(values);
    double[] distances =
        IntStream.range(0, values.length)
            .mapToDouble(
                i -> Math.abs(values[i] - middle - slope * (i - (values.length - 1) / 2.0)))
            .toArray();
    double start = middle - growth / 2;
    boolean grows =
        growth > least && growth > share * start && growth > NOISE * Trend.median(distances);
    return Verdict.of(
        promise,
        !grows,
        String.format(
            Locale.ROOT,
            "%s: %s %s, %s%s in the run",
            what,
            Rows.number(middle),
            unit,
            growth < 0 ? "-" : "+",
            Rows.number(Math.abs(growth))));
  }
}
