package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The latest result of every health check. */
public final class HealthMetrics {
  private HealthMetrics() {}

  public static void register(PrometheusRegistry registry, HealthMonitor monitor) {
    MetricRegistration.gauge(
        registry,
        ServiceMetrics.HEALTHCHECK_STATUS,
        callback ->
            monitor
                .results()
                .forEach((name, result) -> callback.call(result.isHealthy() ? 1 : 0, name)));
  }
}
