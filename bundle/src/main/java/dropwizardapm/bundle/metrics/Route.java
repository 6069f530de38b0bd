package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.RouteSeries.Series;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The series of one route template. Label values are looked up once; recording allocates nothing.
 */
public final class Route {
  private static final String[] METHODS = {
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    RouteSeries.OTHER_METHOD
  };
  private static final int MIN_STATUS = 100;
  private static final int MAX_STATUS = 599;

  private final String path;
  private final RouteSeries all;
  private final AtomicReferenceArray<@Nullable GaugeDataPoint> gauges =
      new AtomicReferenceArray<>(METHODS.length);
  private final AtomicReferenceArray<@Nullable Series> series =
      new AtomicReferenceArray<>(METHODS.length * (MAX_STATUS - MIN_STATUS + 1));

  Route(String path, RouteSeries all) {
    this.path = path;
    this.all = all;
  }

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

  /** After {@link #begin}: the request is no longer in progress. */
  public void leave(String method) {
    gauge(index(method)).dec();
  }

  /** A request was answered. */
  public void record(String method, int status, long nanos) {
    series(index(method), status).record(nanos);
  }

  /** The same for a request that the bucket of its time shall point to: the current span. */
  public void recordExemplar(String method, int status, long nanos) {
    series(index(method), status).recordExemplar(nanos);
  }

  /** The template. */
  public String path() {
    return path;
  }

  /** What stands for a method in metrics: itself, or one word for all that HTTP does not have. */
  public static String label(String method) {
    return METHODS[index(method)];
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
    gauge = all.inProgress(METHODS[method], path);
    gauges.set(method, gauge);
    return gauge;
  }

  private Series series(int method, int status) {
    int bounded = Math.clamp(status, MIN_STATUS, MAX_STATUS);
    int slot = method * (MAX_STATUS - MIN_STATUS + 1) + bounded - MIN_STATUS;
    Series s = series.get(slot);
    return s != null ? s : create(slot, method, bounded);
  }

  /** One thread only: each creation takes from the room that all routes share. */
  private synchronized Series create(int slot, int method, int status) {
    Series s = series.get(slot);
    if (s != null) return s;
    s = all.create(METHODS[method], path, status);
    series.set(slot, s);
    return s;
  }
}
