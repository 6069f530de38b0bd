package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates the series of routes, and no more of them than a bound. */
final class RouteSeries {
  /**
   * More templates than any application of this kind has: one with a template for each tenant ends
   * in one series, and the overflow counts.
   */
  static final int MAX_ROUTES = 100;

  /** Of method, path and status together; each is 22 lines of a scrape. */
  static final int MAX_LABEL_SETS = 1000;

  /** The path of what went beyond the bounds. */
  static final String OVERFLOW = "OVERFLOW";

  /** The method of whatever is not one of HTTP's own. */
  static final String OTHER_METHOD = "_OTHER";

  private static final int FIRST_REJECTION = 400;

  private final Counter requests;
  private final Histogram duration;
  private final Gauge inProgress;
  private final CounterDataPoint foldedPaths;
  private final CounterDataPoint foldedStatuses;
  private final AtomicInteger labelSets = new AtomicInteger();

  RouteSeries(PrometheusRegistry registry, LabelGuard guard) {
    requests = MetricRegistration.counter(registry, ServiceMetrics.HTTP_REQUESTS);
    duration =
        MetricRegistration.histogramWithExemplars(registry, ServiceMetrics.HTTP_REQUEST_DURATION);
    inProgress = MetricRegistration.gauge(registry, ServiceMetrics.HTTP_REQUESTS_IN_PROGRESS);
    foldedPaths = guard.overflow(ServiceMetrics.HTTP_REQUESTS, "path");
    foldedStatuses = guard.overflow(ServiceMetrics.HTTP_REQUESTS, "status");
  }

  /** One label set's count and time. */
  static final class Series {
    private final CounterDataPoint count;
    private final Supplier<DistributionDataPoint> times;
    private final @Nullable CounterDataPoint folded;
    private volatile @Nullable DistributionDataPoint time;

    /**
     * @param times to be asked when there is a first time to record
     * @param folded counts each request that had to be recorded under labels not its own
     */
    private Series(
        CounterDataPoint count,
        Supplier<DistributionDataPoint> times,
        @Nullable CounterDataPoint folded) {
      this.count = count;
      this.times = times;
      this.folded = folded;
    }

    void record(long nanos) {
      increment();
      time().observe(nanos / 1e9);
    }

    /**
     * With the current span, which the client adds to the labels. {@code observe} would ask for it,
     * too, but for one observation in 90 ms at most, and that is hardly ever the slow one.
     */
    void recordExemplar(long nanos) {
      increment();
      time().observeWithExemplar(nanos / 1e9, Labels.EMPTY);
    }

    private DistributionDataPoint time() {
      DistributionDataPoint known = time;
      if (known == null) {
        known = times.get();
        time = known;
      }
      return known;
    }

    private void increment() {
      count.inc();
      if (folded != null) folded.inc();
    }
  }

  GaugeDataPoint inProgress(String method, String path) {
    return inProgress.labelValues(method, path);
  }

  /** Beyond the bound only the class of the status is kept, so that the share of errors holds. */
  Series create(String method, String path, int status) {
    if (path.equals(OVERFLOW)) return folded(status, foldedPaths);
    if (labelSets.incrementAndGet() > MAX_LABEL_SETS) {
      labelSets.decrementAndGet();
      return folded(status, foldedStatuses);
    }
    return series(method, path, status, null);
  }

  private Series folded(int status, CounterDataPoint folded) {
    return series(OTHER_METHOD, OVERFLOW, status / 100 * 100, folded);
  }

  /**
   * A rejection's count begins at 0, for its first increase to be seen; its 20 lines of time wait.
   */
  private Series series(String method, String path, int status, @Nullable CounterDataPoint folded) {
    String label = Integer.toString(status);
    Series series =
        new Series(
            requests.labelValues(method, path, label),
            () -> duration.labelValues(method, path, label),
            folded);
    if (status < FIRST_REJECTION) series.time();
    return series;
  }
}
