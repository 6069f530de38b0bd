package dropwizardapm.service.metrics;

import dropwizardapm.service.health.HealthMonitor;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The latest result of every health check. */
public final class HealthMetrics {
  private HealthMetrics() {}

  public static void register(PrometheusRegistry registry, HealthMonitor monitor) {
    GaugeWithCallback.builder()
        .name("healthcheck_status")
        .help("Latest result of a health check: 1 healthy, 0 not.")
        .labelNames("name")
        .callback(
            callback ->
                monitor
                    .results()
                    .forEach((name, result) -> callback.call(result.isHealthy() ? 1 : 0, name)))
        .register(registry);
  }
}
