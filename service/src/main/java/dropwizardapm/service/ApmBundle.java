package dropwizardapm.service;

import dropwizardapm.service.health.EventLoopCheck;
import dropwizardapm.service.health.HealthMonitor;
import dropwizardapm.service.health.Weight;
import dropwizardapm.service.http.Endpoint;
import dropwizardapm.service.http.Front;
import dropwizardapm.service.http.FrontHandler;
import dropwizardapm.service.http.ProblemErrorHandler;
import dropwizardapm.service.jersey.ProblemMapper;
import dropwizardapm.service.jersey.RouteReporter;
import dropwizardapm.service.jersey.ViolationMapper;
import dropwizardapm.service.metrics.BridgedRegistry;
import dropwizardapm.service.metrics.BuildInfo;
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
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.ConfiguredBundle;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes a Dropwizard application observable and lets it start and stop without a
 * loss, put together.
 *
 * @param <C> the application's configuration
 */
public final class ApmBundle<C extends Configuration> implements ConfiguredBundle<C> {
  private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Function<? super C, ApmConfiguration> section;
  private final Function<Duration, CompletableFuture<Void>> warmUp;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final LabelGuard guard = new LabelGuard(registry);
  private final HttpMetrics http = new HttpMetrics(registry, guard);
  private final Map<String, Weight> weights =
      new ConcurrentHashMap<>(
          Map.of(
              "deadlocks", Weight.LIVENESS,
              "event-loops", Weight.LIVENESS,
              "log-disk", Weight.ADVISORY));

  private @Nullable Bootstrap<?> bootstrap;
  private @Nullable ConfigInfo config;
  private @Nullable FrontHandler front;

  /**
   * A bundle with the settings of a section.
   *
   * @param warmUp given the time to warm up for, is complete when that is over
   */
  ApmBundle(
      Function<? super C, ApmConfiguration> section,
      Function<Duration, CompletableFuture<Void>> warmUp) {
    this.section = section;
    this.warmUp = warmUp;
  }

  /** For the application's own metrics, which are exported with the others. */
  public PrometheusRegistry registry() {
    return registry;
  }

  /** Counts the requests that are refused for a reason; from now on, beginning with 0. */
  public CounterDataPoint rejected(String reason) {
    return http.rejected(reason);
  }

  /** What follows when the check of that name fails; without this, no traffic should come here. */
  public void weigh(String healthCheck, Weight weight) {
    weights.put(healthCheck, weight);
  }

  /** Serves an endpoint before all servlets. To be called in the application's {@code run}. */
  public void serve(Endpoint endpoint) {
    Objects.requireNonNull(front, "before the bundle has run").add(endpoint);
  }

  /**
   * Reads the configuration along, for its digest. Not where variables were filled in before: a
   * digest over a password would let anybody who reads it try passwords.
   */
  @Override
  public void initialize(Bootstrap<?> before) {
    bootstrap = before;
    config = new ConfigInfo(before.getConfigurationSourceProvider());
    if (!(before.getConfigurationSourceProvider() instanceof SubstitutingSourceProvider))
      before.setConfigurationSourceProvider(config);
  }

  @Override
  public void run(C configuration, Environment environment) {
    ApmConfiguration settings = section.apply(configuration);
    EventLoopCheck eventLoops = new EventLoopCheck(SILENCE, System::nanoTime);
    environment.healthChecks().register("event-loops", eventLoops);
    environment.healthChecks().register("log-disk", settings.logDisk().check());
    environment
        .lifecycle()
        .addServerLifecycleListener(server -> eventLoops.watch(EventLoops.of(server)));
    // For JMX alone, as client_java exports the same and more; off the way to the first answer.
    Bootstrap<?> started = Objects.requireNonNull(bootstrap);
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> Thread.ofPlatform().daemon().name("jmx").start(started::registerMetrics));
    HealthMonitor health =
        new HealthMonitor(environment.healthChecks(), weights, HEALTH_INTERVAL, System::nanoTime);

    HealthMetrics.register(registry, health);
    BuildInfo.of(started.getApplication().getClass()).register(registry);
    Objects.requireNonNull(config).register(registry);
    JvmExports.register(registry);
    GcPauses.register(registry);
    LogMetrics.register(registry, environment.metrics());
    BridgedRegistry.export(environment.metrics(), registry, guard);

    CurrentSpan.provideExemplars();
    RequestLog requests = new RequestLog(settings.trace().slowRequest());
    FrontHandler handler = new Front(health).handler(http, new Exposition(registry), requests);
    front = handler;
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
                handler,
                errors,
                warmUp.apply(settings.startup().warmUp()),
                health,
                Notifier.fromEnvironment(System.getenv(), ProcessHandle.current().pid()),
                settings.shutdown().drainDelay()));
  }
}
