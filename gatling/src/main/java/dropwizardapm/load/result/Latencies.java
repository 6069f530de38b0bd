package dropwizardapm.load.result;

import java.util.Arrays;

/** Milliseconds; NaN where nothing was measured. */
public record Latencies(double mean, double p50, double p95, double p99, double max) {
  public static final Latencies NONE =
      new Latencies(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Sorts the argument. */
  static Latencies of(long[] nanos) {
    if (nanos.length == 0) return NONE;
    Arrays.sort(nanos);
    return new Latencies(
        Arrays.stream(nanos).average().orElse(Double.NaN) / 1e6,
        percentile(nanos, 50),
        percentile(nanos, 95),
        percentile(nanos, 99),
        percentile(nanos, 100));
  }

  /** Nearest rank: a time that was really measured, with at least p percent at or below it. */
  private static double percentile(long[] sorted, int p) {
    long rank = ((long) sorted.length * p + 99) / 100;
    return sorted[(int) rank - 1] / 1e6;
  }
}
