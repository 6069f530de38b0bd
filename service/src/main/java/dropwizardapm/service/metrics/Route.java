package dropwizardapm.service.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The series of one route template. Label values are looked up once; recording allocates nothing.
 */
public final class Route {
  private static final String[] METHODS = {
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "_OTHER"
  };
  private static final int MIN_STATUS = 100;
  private static final int MAX_STATUS = 599;

  private final String path;
  private final Counter requests;
  private final Histogram duration;
  private final Gauge inProgress;
  private final AtomicReferenceArray<@Nullable GaugeDataPoint> gauges =
      new AtomicReferenceArray<>(METHODS.length);
  private final AtomicReferenceArray<@Nullable Series> series =
      new AtomicReferenceArray<>(METHODS.length * (MAX_STATUS - MIN_STATUS + 1));

  Route(String path, Counter requests, Histogram duration, Gauge inProgress) {
    this.path = path;
    this.requests = requests;
    this.duration = duration;
    this.inProgress = inProgress;
  }

  private record Series(CounterDataPoint count, DistributionDataPoint time) {}

  /**
   * Creates the series of a method and its statuses at 0, so that the first error is an increase.
   */
  public Route expect(String method, int... statuses) {
    int m = index(method);
    gauge(m);
    for (int status : statuses) {
      series(m, status);
    }
    return this;
  }

  public void begin(String method) {
    gauge(index(method)).inc();
  }

  /** After {@link #begin}: the request was answered. */
  public void end(String method, int status, long nanos) {
    int m = index(method);
    gauge(m).dec();
    record(m, status, nanos);
  }

  /** After {@link #begin}: it is not this route after all that the answer counts for. */
  public void leave(String method) {
    gauge(index(method)).dec();
  }

  /** A request that was answered without {@link #begin}. */
  public void record(String method, int status, long nanos) {
    record(index(method), status, nanos);
  }

  private void record(int method, int status, long nanos) {
    Series s = series(method, status);
    s.count.inc();
    s.time.observe(nanos / 1e9);
  }

  private static int index(String method) {
    for (int i = 0; i < METHODS.length - 1; i++) {
      if (METHODS[i].equals(method)) return i;
    }
    return METHODS.length - 1;
  }

  private GaugeDataPoint gauge(int method) {
    GaugeDataPoint gauge = gauges.get(method);
    if (gauge != null) return gauge;
    gauge = inProgress.labelValues(METHODS[method], path);
    gauges.set(method, gauge);
    return gauge;
  }

  private Series series(int method, int status) {
    int bounded = Math.clamp(status, MIN_STATUS, MAX_STATUS);
    int slot = method * (MAX_STATUS - MIN_STATUS + 1) + bounded - MIN_STATUS;
    Series s = series.get(slot);
    if (s != null) return s;
    String label = Integer.toString(bounded);
    s =
        new Series(
            requests.labelValues(METHODS[method], path, label),
            duration.labelValues(METHODS[method], path, label));
    series.set(slot, s);
    return s;
  }
}
