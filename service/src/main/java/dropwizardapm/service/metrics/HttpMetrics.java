package dropwizardapm.service.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rate, errors and duration of every HTTP request, by method, route template and exact status. */
public final class HttpMetrics {
  /** The route of a request that no template matches. */
  public static final String UNMATCHED = "UNMATCHED";

  /**
   * More templates than any application of this kind has; a resource with a template per tenant
   * ends in one series, and that shows as the route {@value #OVERFLOW}.
   */
  private static final int MAX_ROUTES = 200;

  private static final String OVERFLOW = "OVERFLOW";

  /**
   * 0.5 s and 1 s are alert thresholds and must be edges; a quantile beyond the last edge would
   * stay at it.
   */
  private static final double[] EDGES = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5, 7.5, 10, 30, 60
  };

  private final Counter requests;
  private final Histogram duration;
  private final Gauge inProgress;
  private final Counter rejected;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  public HttpMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("http_requests_total")
            .help("HTTP requests answered, by method, route template and exact status.")
            .labelNames("method", "path", "status")
            .register(registry);
    duration =
        Histogram.builder()
            .name("http_request_duration_seconds")
            .help("Time from the request's headers to its answer, in seconds.")
            .labelNames("method", "path", "status")
            .classicOnly()
            .classicUpperBounds(EDGES)
            .register(registry);
    inProgress =
        Gauge.builder()
            .name("http_requests_in_progress")
            .help("HTTP requests being handled now.")
            .labelNames("method", "path")
            .register(registry);
    rejected =
        Counter.builder()
            .name("http_requests_rejected_total")
            .help(
                "HTTP requests refused to protect the service or because they could not be served.")
            .labelNames("reason")
            .register(registry);
    for (Rejection reason : Rejection.values()) {
      rejected.initLabelValues(reason.label());
    }
  }

  /** The series of a route template; templates beyond the bound share one. */
  public Route route(String template) {
    Route route = routes.get(template);
    if (route != null) return route;
    String name = routes.size() < MAX_ROUTES ? template : OVERFLOW;
    return routes.computeIfAbsent(name, path -> new Route(path, requests, duration, inProgress));
  }

  public void reject(Rejection reason) {
    rejected.labelValues(reason.label()).inc();
  }
}
