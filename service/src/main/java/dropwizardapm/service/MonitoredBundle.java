package dropwizardapm.service;

import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.health.HealthMonitor;
import dropwizardapm.service.health.WorkerProgressCheck;
import dropwizardapm.service.http.Front;
import dropwizardapm.service.http.FrontHandler;
import dropwizardapm.service.http.ProblemErrorHandler;
import dropwizardapm.service.jersey.ProblemMapper;
import dropwizardapm.service.jersey.RouteReporter;
import dropwizardapm.service.jersey.ViolationMapper;
import dropwizardapm.service.metrics.BridgedRegistry;
import dropwizardapm.service.metrics.BuildInfo;
import dropwizardapm.service.metrics.ComputeMetrics;
import dropwizardapm.service.metrics.Exposition;
import dropwizardapm.service.metrics.HealthMetrics;
import dropwizardapm.service.metrics.HttpMetrics;
import dropwizardapm.service.systemd.Notifier;
import io.dropwizard.core.ConfiguredBundle;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Everything that makes a Dropwizard application observable and hard to overload, put together. */
final class MonitoredBundle implements ConfiguredBundle<ServiceConfiguration> {
  private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration WORKER_SILENCE = Duration.ofSeconds(5);
  private static final Set<String> LIVENESS_CHECKS = Set.of("deadlocks", "workers");
  private static final String CONNECTOR = "application";
  private static final int WAITING_SCRAPES = 16;

  @Override
  public void run(ServiceConfiguration configuration, Environment environment) {
    PrometheusRegistry registry = new PrometheusRegistry();
    ComputePool pool =
        new ComputePool(
            configuration.getCompute().limits(Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("compute-", 0).factory(),
            System::nanoTime);
    environment.healthChecks().register("workers", new WorkerProgressCheck(pool, WORKER_SILENCE));
    HealthMonitor health =
        new HealthMonitor(
            environment.healthChecks(), LIVENESS_CHECKS, HEALTH_INTERVAL, System::nanoTime);

    HttpMetrics http = new HttpMetrics(registry);
    ComputeMetrics compute = new ComputeMetrics(registry, pool);
    HealthMetrics.register(registry, health);
    BuildInfo.load().register(registry);
    JvmMetrics.builder().register(registry);
    BridgedRegistry.export(environment.metrics(), registry);
    Exposition exposition = new Exposition(registry);

    ProblemErrorHandler errors = new ProblemErrorHandler(http);
    FrontHandler front =
        Front.handler(CONNECTOR, http, compute, pool, health, exposition, scrapes());
    environment.getApplicationContext().setErrorHandler(errors);
    environment.getAdminContext().setErrorHandler(errors);
    environment.jersey().register(new RouteReporter());
    environment.jersey().register(new ProblemMapper());
    environment.jersey().register(new ViolationMapper());
    environment
        .lifecycle()
        .addEventListener(
            new ServiceLife(
                CONNECTOR,
                front,
                errors,
                pool,
                health,
                Notifier.fromEnvironment(System.getenv(), ProcessHandle.current().pid()),
                configuration.getShutdown().drainDelay()));
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
