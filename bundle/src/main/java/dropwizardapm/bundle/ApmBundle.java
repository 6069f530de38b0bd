package dropwizardapm.bundle;

import dropwizardapm.bundle.collision.Collisions;
import dropwizardapm.bundle.front.FrontHandler;
import dropwizardapm.bundle.health.EventLoopCheck;
import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.jersey.ProblemMapper;
import dropwizardapm.bundle.jersey.RouteReporter;
import dropwizardapm.bundle.jersey.ViolationMapper;
import dropwizardapm.bundle.metrics.BridgedRegistry;
import dropwizardapm.bundle.metrics.BuildInfo;
import dropwizardapm.bundle.metrics.ConfigInfo;
import dropwizardapm.bundle.metrics.ContainedRegistry;
import dropwizardapm.bundle.metrics.ExecutorMetrics;
import dropwizardapm.bundle.metrics.Exposition;
import dropwizardapm.bundle.metrics.GcPauses;
import dropwizardapm.bundle.metrics.HealthMetrics;
import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.metrics.JvmExports;
import dropwizardapm.bundle.metrics.LabelGuard;
import dropwizardapm.bundle.metrics.LogMetrics;
import dropwizardapm.bundle.response.ProblemErrorHandler;
import dropwizardapm.bundle.server.EventLoops;
import dropwizardapm.bundle.server.KeptListener;
import dropwizardapm.bundle.systemd.DescriptorStore;
import dropwizardapm.bundle.systemd.Notifier;
import dropwizardapm.bundle.trace.CurrentSpan;
import dropwizardapm.bundle.trace.RequestLog;
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
 * loss, put together. To be added in the application's {@code initialize}:
 *
 * <pre>{@code
 * bootstrap.addBundle(new ApmBundle<>());
 * }</pre>
 *
 * @param <C> the application's configuration
 */
public final class ApmBundle<C extends Configuration> implements ConfiguredBundle<C> {
  private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Function<? super C, ApmConfiguration> section;
  private final Function<Duration, CompletableFuture<Void>> warmUp;
  private final ContainedRegistry registry = new ContainedRegistry();
  private final LabelGuard guard = new LabelGuard(registry);
  private final HttpMetrics http = new HttpMetrics(registry, guard);
  private final Map<String, HealthCheckKind> kinds =
      new ConcurrentHashMap<>(
          Map.of(
              "deadlocks", HealthCheckKind.LIVENESS,
              "event-loops", HealthCheckKind.LIVENESS,
              "log-disk", HealthCheckKind.NON_CRITICAL));

  private boolean problemDetails;
  private @Nullable Bootstrap<?> bootstrap;
  private @Nullable ConfigInfo config;
  private @Nullable FrontHandler front;

  /** A bundle with the default settings. */
  public ApmBundle() {
    this(configuration -> new ApmConfiguration());
  }

  /**
   * A bundle with the settings of a section of the application's configuration.
   *
   * @param section finds it there
   */
  public ApmBundle(Function<? super C, ApmConfiguration> section) {
    this(section, time -> CompletableFuture.completedFuture(null));
  }

  /**
   * A bundle whose application is ready only when it is warm.
   *
   * @param section finds the settings in the application's configuration
   * @param warmUp given the time to warm up for, is complete when that is over; {@link
   *     WarmUp#finish} for instance
   */
  public ApmBundle(
      Function<? super C, ApmConfiguration> section,
      Function<Duration, CompletableFuture<Void>> warmUp) {
    this.section = section;
    this.warmUp = warmUp;
  }

  /**
   * Lets the application answer errors as RFC 9457 has it ({@code application/problem+json}),
   * instead of its own or Dropwizard's mappers.
   *
   * @return this
   */
  public ApmBundle<C> withProblemDetails() {
    problemDetails = true;
    return this;
  }

  /**
   * {@return the registry for the application's own metrics} They are exported with the others. One
   * whose callback throws or hangs is left out of a scrape, and counted in {@code
   * metrics_unreadable_total}.
   */
  public PrometheusRegistry registry() {
    return registry;
  }

  /**
   * {@return what counts the requests that are rejected for a reason} It is exported in {@code
   * http_requests_rejected_total} from now on, beginning with 0.
   *
   * @param reason one word, as {@code overload}
   */
  public CounterDataPoint rejected(String reason) {
    return http.rejected(reason);
  }

  /**
   * Says of which kind a health check is. Where nobody does, it is {@link
   * HealthCheckKind#READINESS}. The application's configuration has the last word, in Dropwizard's
   * own section {@code health}: a check that is not {@code critical} is that here, too, and one of
   * {@code type: alive} is for liveness.
   *
   * @param healthCheck the name that it is registered under
   * @param kind what follows when it fails
   */
  public void classify(String healthCheck, HealthCheckKind kind) {
    kinds.put(healthCheck, kind);
  }

  /**
   * Serves an endpoint before all servlets. To be called in the application's {@code run}.
   *
   * @param endpoint what answers
   */
  public void serve(Endpoint endpoint) {
    ServedEndpoint.add(endpoint, Objects.requireNonNull(front, "before the bundle has run"));
  }

  /**
   * Reads the configuration along, for its digest. Not where variables were filled in before: a
   * digest over a password would let anybody who reads it try passwords.
   */
  @Override
  public void initialize(Bootstrap<?> before) {
    Dropwizard.require5();
    Notifier.prepare(System.getenv());
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
    Map<String, HealthCheckKind> configured = HealthSection.kinds(configuration);
    Function<String, @Nullable HealthCheckKind> kind =
        name -> configured.getOrDefault(name, kinds.get(name));
    HealthMonitor health =
        new HealthMonitor(
            environment.healthChecks(),
            name -> kind.apply(name) == HealthCheckKind.LIVENESS,
            name -> kind.apply(name) == HealthCheckKind.NON_CRITICAL,
            HEALTH_INTERVAL,
            System::nanoTime);

    HealthMetrics.register(registry, health);
    BuildInfo.of(started.getApplication().getClass()).register(registry);
    Objects.requireNonNull(config).register(registry);
    JvmExports.register(registry);
    GcPauses.register(registry);
    LogMetrics.register(registry, environment.metrics());
    ExecutorMetrics.register(registry, environment.lifecycle());
    BridgedRegistry.export(environment.metrics(), registry, guard);

    CurrentSpan.provideExemplars();
    RequestLog requests =
        new RequestLog(
            settings.trace().slowRequest(),
            configuration.getLoggingFactory() instanceof JournalLoggingFactory);
    FrontHandler handler = new FrontHandler(http, requests);
    settings.pages().addTo(handler, health, new Exposition(registry));
    front = handler;
    RouteReporter routes = new RouteReporter();
    handler.addEventListener(new Collisions(handler, environment, routes::resources));
    ProblemErrorHandler errors = handler.errorHandler();
    environment.jersey().register(routes);
    if (problemDetails) {
      errors.answerFor(environment.getApplicationContext(), environment.getAdminContext());
      environment.jersey().register(new ProblemMapper());
      environment.jersey().register(new ViolationMapper());
    }
    Notifier notifier = Notifier.fromEnvironment(System.getenv(), ProcessHandle.current().pid());
    environment
        .lifecycle()
        .addEventListener(
            new ServiceLifecycle(
                handler,
                errors,
                warmUp.apply(settings.startup().warmUp()),
                health,
                settings.pages().health(),
                notifier,
                new KeptListener(
                    DescriptorStore.fromEnvironment(
                        System.getenv(), ProcessHandle.current().pid(), notifier)),
                settings.shutdown().drainDelay()));
  }
}
