package dropwizardapm.lab.load;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What became of a load.
 *
 * @param startNanos when the first request could be due
 * @param endNanos when no more were sent
 */
public record LoadResult(long startNanos, long endNanos, List<Sample> samples) {
  /** Until the backlog has filled up, and the compiler has met the new mix. */
  private static final long SETTLING_NANOS = 1_000_000_000;

  /** What was due from {@code time} on, as a load of its own. */
  LoadResult after(Duration time) {
    long from = startNanos + time.toNanos();
    return new LoadResult(from, endNanos, of(sample -> sample.dueNanos() >= from).toList());
  }

  public Stream<Sample> of(Predicate<Sample> which) {
    return samples.stream().filter(which);
  }

  public long count(Predicate<Sample> which) {
    return of(which).count();
  }

  /** What was due per second. */
  double offered() {
    return samples.size() * 1e9 / (endNanos - startNanos);
  }

  /** The sum of {@code value} over the answers 200 that came in a second, settled. */
  double goodput(ToDoubleFunction<Sample> value) {
    long from = startNanos + SETTLING_NANOS;
    return of(sample -> sample.ok() && sample.endNanos() >= from && sample.endNanos() < endNanos)
            .mapToDouble(value)
            .sum()
        * 1e9
        / (endNanos - from);
  }

  /** Milliseconds from due to answered; a request that was not answered with 200 never is. */
  double servedMillis(double quantile, Predicate<Sample> which) {
    return quantile(
        quantile,
        of(which)
            .mapToDouble(sample -> sample.ok() ? sample.millis() : Double.POSITIVE_INFINITY)
            .sorted()
            .toArray());
  }

  /** Milliseconds by which requests left late: beyond a few, latencies tell of the generator. */
  double lagMillis(double quantile) {
    return quantile(
        quantile,
        samples.stream()
            .mapToDouble(sample -> (sample.sentNanos() - sample.dueNanos()) / 1e6)
            .sorted()
            .toArray());
  }

  private static double quantile(double quantile, double[] sorted) {
    if (sorted.length == 0) return Double.NaN;
    return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
  }

  @Override
  public String toString() {
    return samples.size() + " requests, " + count(Sample::ok) + " answered";
  }
}
