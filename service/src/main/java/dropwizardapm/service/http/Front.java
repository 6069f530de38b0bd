package dropwizardapm.service.http;

import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.health.HealthMonitor;
import dropwizardapm.service.metrics.ComputeMetrics;
import dropwizardapm.service.metrics.Exposition;
import dropwizardapm.service.metrics.HttpMetrics;
import java.util.List;
import java.util.concurrent.Executor;

/** Puts our endpoints together. */
public final class Front {
  private Front() {}

  /**
   * The handler for all requests of the service.
   *
   * @param connector name of the connector that they answer on
   * @param scrapes runs the writing of metrics
   */
  public static FrontHandler handler(
      String connector,
      HttpMetrics httpMetrics,
      ComputeMetrics computeMetrics,
      ComputePool pool,
      HealthMonitor health,
      Exposition exposition,
      Executor scrapes) {
    return new FrontHandler(
        connector,
        httpMetrics,
        health,
        new ComputeEndpoint(pool, computeMetrics, httpMetrics),
        List.of(
            HealthEndpoint.readiness("/health", health),
            HealthEndpoint.readiness("/health/ready", health),
            HealthEndpoint.liveness("/health/live", health),
            new MetricsEndpoint(exposition, scrapes)));
  }
}
