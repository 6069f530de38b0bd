package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rate, errors and duration of every HTTP request, by method, route template and exact status. */
public final class HttpMetrics {
  /** The route of a request that no template matches. */
  public static final String UNMATCHED = "UNMATCHED";

  /** Templates beyond this many share one series. */
  public static final int MAX_ROUTES = RouteSeries.MAX_ROUTES;

  /** Combinations of method, template and status beyond this many are folded. */
  public static final int MAX_LABEL_SETS = RouteSeries.MAX_LABEL_SETS;

  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final Counter rejected;
  private final RouteSeries series;
  private final Route overflow;

  public HttpMetrics(PrometheusRegistry registry, LabelGuard guard) {
    series = new RouteSeries(registry, guard);
    overflow = new Route(RouteSeries.OVERFLOW, series);
    rejected = MetricRegistration.counter(registry, ServiceMetrics.HTTP_REQUESTS_REJECTED);
  }

  /** The series of a route template; templates beyond the bound share one. */
  public Route route(String template) {
    Route route = routes.get(template);
    if (route != null) return route;
    if (routes.size() >= RouteSeries.MAX_ROUTES) return overflow;
    return routes.computeIfAbsent(template, path -> new Route(path, series));
  }

  /** Counts the requests that are rejected for a reason; from now on, beginning with 0. */
  public CounterDataPoint rejected(String reason) {
    return rejected.labelValues(reason);
  }
}
