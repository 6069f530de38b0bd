package dropwizardapm.service;

import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.health.AdmissionCheck;
import dropwizardapm.service.health.EventLoopCheck;
import dropwizardapm.service.health.HealthMonitor;
import dropwizardapm.service.health.Weight;
import dropwizardapm.service.health.WorkerProgressCheck;
import dropwizardapm.service.http.Front;
import dropwizardapm.service.http.FrontHandler;
import dropwizardapm.service.http.ProblemErrorHandler;
import dropwizardapm.service.http.WarmUp;
import dropwizardapm.service.jersey.ProblemMapper;
import dropwizardapm.service.jersey.RouteReporter;
import dropwizardapm.service.jersey.ViolationMapper;
import dropwizardapm.service.metrics.BridgedRegistry;
import dropwizardapm.service.metrics.BuildInfo;
import dropwizardapm.service.metrics.ComputeMetrics;
import dropwizardapm.service.metrics.ConfigInfo;
import dropwizardapm.service.metrics.Exposition;
import dropwizardapm.service.metrics.GcPauses;
import dropwizardapm.service.metrics.HealthMetrics;
import dropwizardapm.service.metrics.HttpMetrics;
import dropwizardapm.service.metrics.JvmExports;
import dropwizardapm.service.metrics.LabelGuard;
import dropwizardapm.service.metrics.LogMetrics;
import dropwizardapm.service.server.EventLoops;
import dropwizardapm.service.systemd.Notifier;
import dropwizardapm.service.trace.CurrentSpan;
import dropwizardapm.service.trace.RequestLog;
import io.dropwizard.core.ConfiguredBundle;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;

/** Everything that makes a Dropwizard application observable and hard to overload, put together. */
final class MonitoredBundle implements ConfiguredBundle<ServiceConfiguration> {
  private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Map<String, Weight> CHECKS =
      Map.of(
          "deadlocks", Weight.LIVENESS,
          "workers", Weight.LIVENESS,
          "event-loops", Weight.LIVENESS,
          "log-disk", Weight.ADVISORY);
  private static final String CONNECTOR = "application";

  private final Bootstrap<?> bootstrap;
  private final ConfigInfo config;
  private final WarmUp warmUp;

  MonitoredBundle(Bootstrap<?> bootstrap, ConfigInfo config, WarmUp warmUp) {
    this.bootstrap = bootstrap;
    this.config = config;
    this.warmUp = warmUp;
  }

  @Override
  public void run(ServiceConfiguration configuration, Environment environment) {
    PrometheusRegistry registry = new PrometheusRegistry();
    ComputePool pool =
        new ComputePool(
            configuration.getCompute().limits(Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("compute-", 0).factory(),
            System::nanoTime);
    AdmissionCheck admission = new AdmissionCheck(System::nanoTime);
    EventLoopCheck eventLoops = new EventLoopCheck(SILENCE, System::nanoTime);
    environment.healthChecks().register("workers", new WorkerProgressCheck(pool, SILENCE));
    environment.healthChecks().register("event-loops", eventLoops);
    environment.healthChecks().register("admission", admission);
    environment.healthChecks().register("log-disk", configuration.getLogDisk().check());
    environment
        .lifecycle()
        .addServerLifecycleListener(server -> eventLoops.watch(EventLoops.of(server)));
    // For JMX alone, as client_java exports the same and more; off the way to the first answer.
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> Thread.ofPlatform().daemon().name("jmx").start(bootstrap::registerMetrics));
    HealthMonitor health =
        new HealthMonitor(environment.healthChecks(), CHECKS, HEALTH_INTERVAL, System::nanoTime);

    LabelGuard guard = new LabelGuard(registry);
    HttpMetrics http = new HttpMetrics(registry, guard);
    ComputeMetrics compute = new ComputeMetrics(registry, pool);
    HealthMetrics.register(registry, health);
    BuildInfo.load().register(registry);
    config.register(registry);
    JvmExports.register(registry);
    GcPauses.register(registry);
    LogMetrics.register(registry, environment.metrics());
    BridgedRegistry.export(environment.metrics(), registry, guard);

    CurrentSpan.provideExemplars();
    RequestLog requests = new RequestLog(configuration.getTrace().slowRequest());
    Front front = new Front(pool, admission, health);
    FrontHandler handler =
        front.handler(CONNECTOR, http, compute, new Exposition(registry), requests);
    ProblemErrorHandler errors = new ProblemErrorHandler(http, requests);
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
                handler,
                errors,
                warmUp.finish(configuration.getStartup().warmUp()),
                pool,
                health,
                Notifier.fromEnvironment(System.getenv(), ProcessHandle.current().pid()),
                configuration.getShutdown().drainDelay()));
  }
}
