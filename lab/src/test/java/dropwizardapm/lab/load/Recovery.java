package dropwizardapm.lab.load;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * The first ten seconds of a service that was started under load, from the first request on that it
 * answered.
 */
record Recovery(LoadResult result, long fromNanos) {
  private static final int SECONDS = 10;
  private static final long SECOND = 1_000_000_000;

  /** Of a load during which the service was away once. */
  static Recovery of(LoadResult result) {
    long lastRefused =
        result
            .of(sample -> sample.status() == Sample.REFUSED)
            .mapToLong(Sample::dueNanos)
            .max()
            .orElseThrow(() -> new AssertionError("the service was never away"));
    long firstAnswered =
        result
            .of(sample -> sample.ok() && sample.dueNanos() > lastRefused)
            .mapToLong(Sample::dueNanos)
            .min()
            .orElseThrow(() -> new AssertionError("the service did not come back"));
    return new Recovery(result, firstAnswered);
  }

  private Predicate<Sample> within(int second, int seconds) {
    long from = fromNanos + second * SECOND;
    return sample -> sample.dueNanos() >= from && sample.dueNanos() < from + seconds * SECOND;
  }

  /** What was not answered with 200 never came. */
  double millis(double quantile) {
    return result.servedMillis(quantile, within(0, SECONDS));
  }

  String table() {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "refused while it was away: %d, lost: %d, 503 before: %d%n"
                    + "| second | requests | 200 | p50 ms | p99 ms | max ms |%n|---|---|---|---|---|---|%n",
                result.count(sample -> sample.status() == Sample.REFUSED),
                result.count(sample -> sample.status() == Sample.LOST),
                result.count(sample -> sample.status() == 503 && sample.dueNanos() < fromNanos)));
    for (int second = 0; second < SECONDS; second++) {
      row(table, Integer.toString(second + 1), within(second, 1));
    }
    row(table, "all", within(0, SECONDS));
    return table.toString();
  }

  private void row(StringBuilder table, String title, Predicate<Sample> which) {
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %.1f | %.1f | %.1f |%n",
            title,
            result.count(which),
            result.count(which.and(Sample::ok)),
            result.servedMillis(0.5, which),
            result.servedMillis(0.99, which),
            result.servedMillis(1, which)));
  }
}
