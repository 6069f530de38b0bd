package dropwizardapm.lab.load;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A load of some times the capacity, and what came of it.
 *
 * @param noise part of the service's processor that others had
 */
record Step(double factor, LoadResult result, double noise) {
  /** Answers a second. */
  double goodput() {
    return result.goodput(sample -> 1);
  }

  /** Goodput in recursive calls, so that an n = 40 counts for what it costs. */
  double work() {
    return result.goodput(Step::calls);
  }

  private static long calls(Sample sample) {
    String prefix = "/compute/";
    return sample.path().startsWith(prefix)
        ? calls(Integer.parseInt(sample.path().substring(prefix.length())))
        : 0;
  }

  /** What the naive recursion needs for n, exactly: 2·F(n+1)−1. */
  static long calls(int n) {
    long current = 1;
    long previous = 1;
    for (int i = 1; i < n; i++) {
      long next = current + previous;
      previous = current;
      current = next;
    }
    return 2 * current - 1;
  }

  double smallMillis() {
    return smallMillis(0.99);
  }

  double smallMillis(double quantile) {
    return servedMillis(quantile, "/compute/5", "/compute/20");
  }

  double healthMillis() {
    return servedMillis(0.99, "/health");
  }

  private double servedMillis(double quantile, String... paths) {
    return result.servedMillis(quantile, sample -> List.of(paths).contains(sample.path()));
  }

  /** How many were neither answered nor refused, by status. */
  Map<Integer, Long> faults() {
    return result
        .of(sample -> !sample.ok() && sample.status() != 503)
        .collect(Collectors.groupingBy(Sample::status, Collectors.counting()));
  }
}
