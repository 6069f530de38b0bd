package dropwizardapm.service.http;

import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.health.AdmissionCheck;
import dropwizardapm.service.health.HealthMonitor;
import dropwizardapm.service.metrics.ComputeMetrics;
import dropwizardapm.service.metrics.Exposition;
import dropwizardapm.service.metrics.HttpMetrics;
import dropwizardapm.service.trace.RequestLog;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Puts our endpoints together. */
public final class Front {
  private static final int WAITING_SCRAPES = 16;

  private final ComputePool pool;
  private final AdmissionCheck admission;
  private final HealthMonitor health;
  private final Executor scrapes = scrapes();

  public Front(ComputePool pool, AdmissionCheck admission, HealthMonitor health) {
    this.pool = pool;
    this.admission = admission;
    this.health = health;
  }

  /** The handler for all requests that come in by {@code connector}. */
  public FrontHandler handler(
      String connector,
      HttpMetrics http,
      ComputeMetrics compute,
      Exposition exposition,
      RequestLog log) {
    return new FrontHandler(
        connector,
        http,
        new Tracing(log),
        new ComputeEndpoint(pool, admission, compute, http),
        List.of(
            HealthEndpoint.readiness("/health", health),
            HealthEndpoint.readiness("/health/ready", health),
            HealthEndpoint.liveness("/health/live", health),
            new MetricsEndpoint(exposition, scrapes)));
  }

  /** One at a time: two scrapes at once would only slow each other and the service. */
  private static Executor scrapes() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_SCRAPES),
            Thread.ofPlatform().daemon().name("scrape").factory());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
