package dropwizardapm.bundle;

import dropwizardapm.bundle.front.FrontHandler;
import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.health.Phase;
import dropwizardapm.bundle.pages.Place;
import dropwizardapm.bundle.response.ProblemErrorHandler;
import dropwizardapm.bundle.server.Connectors;
import dropwizardapm.bundle.server.KeptListener;
import dropwizardapm.bundle.server.ListenerDrain;
import dropwizardapm.bundle.systemd.Notifier;
import dropwizardapm.bundle.systemd.PendingJob;
import dropwizardapm.bundle.systemd.Watchdog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.Container;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From start to end: puts our handlers in front, reports ready only after an answer over the wire,
 * drains before the listener closes.
 */
final class ServiceLifecycle implements LifeCycle.Listener, Container.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceLifecycle.class);
  private static final Duration PROBE_PAUSE = Duration.ofMillis(50);
  private static final Duration START_EXTENSION = Duration.ofSeconds(10);

  /** More would be a process every 50 ms where systemd is told by a program; less than 10 s. */
  private static final int PROBES_PER_EXTENSION = 4;

  private final FrontHandler front;
  private final ProblemErrorHandler errors;
  private final CompletableFuture<Void> warm;
  private final HealthMonitor health;
  private final @Nullable Place page;
  private final Notifier notifier;
  private final KeptListener listener;
  private final Duration drainDelay;
  private @Nullable Watchdog watchdog;
  private volatile boolean started;

  /**
   * @param page where the health is served
   */
  ServiceLifecycle(
      FrontHandler front,
      ProblemErrorHandler errors,
      CompletableFuture<Void> warm,
      HealthMonitor health,
      @Nullable Place page,
      Notifier notifier,
      KeptListener listener,
      Duration drainDelay) {
    this.front = front;
    this.errors = errors;
    this.warm = warm;
    this.health = health;
    this.page = page;
    this.notifier = notifier;
    this.listener = listener;
    this.drainDelay = drainDelay;
  }

  /**
   * Before the server starts: Dropwizard opens its connectors as the first thing of the start. Who
   * connects waits until the start is over: the JVM ends at once on a SIGTERM in between, and with
   * it whatever has been accepted. Seen: 4 007 connections lost, all that had waited.
   */
  @Override
  public void beanAdded(Container parent, Object child) {
    if (!(child instanceof ServerConnector connector)
        || Connectors.isForTheAdministrator(connector)) return;
    listener.adopt(connector);
    connector.setAccepting(false);
  }

  @Override
  public void beanRemoved(Container parent, Object child) {}

  @Override
  public void lifeCycleStarting(LifeCycle event) {
    if (!(event instanceof Server server)) return;
    front.setHandler(server.getHandler());
    server.setHandler(front);
    server.setErrorHandler(errors);
    health.start();
  }

  @Override
  public void lifeCycleStarted(LifeCycle event) {
    if (!(event instanceof Server server)) return;
    started = true;
    for (Connector connector : server.getConnectors())
      if (connector instanceof ServerConnector waiting) waiting.setAccepting(true);
    Thread.ofPlatform().daemon().name("ready").start(() -> becomeReady(server));
  }

  private void becomeReady(Server server) {
    OwnHealth own = new OwnHealth(server, health, page);
    listener.keep(OwnHealth.listener(server));
    try {
      awaitWarmth();
      health.enter(Phase.SERVING);
      for (int probes = 0; !own.isReady(); probes++) {
        if (probes % PROBES_PER_EXTENSION == 0) notifier.extendTimeout(START_EXTENSION);
        Thread.sleep(PROBE_PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Duration uptime =
        Duration.ofMillis(
            System.currentTimeMillis()
                - ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli());
    notifier.ready("serving");
    LOG.info(
        "ready, port={}, startup_seconds={}",
        OwnHealth.listener(server).getLocalPort(),
        uptime.toMillis() / 1e3);
    notifier
        .watchdogInterval()
        .ifPresent(
            interval -> {
              watchdog = new Watchdog(notifier, interval, own::isAlive);
              watchdog.start();
            });
  }

  private void awaitWarmth() throws InterruptedException {
    while (true) {
      try {
        warm.get(START_EXTENSION.toMillis() / 2, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        notifier.extendTimeout(START_EXTENSION);
      } catch (ExecutionException e) {
        LOG.warn("warm-up failed, the first requests will be slow", e.getCause());
        return;
      }
    }
  }

  @Override
  public void lifeCycleStopping(LifeCycle event) {
    if (!(event instanceof Server server)) return;
    notifier.stopping("draining");
    if (watchdog != null) watchdog.close();
    ServerConnector connector = OwnHealth.listener(server);
    if (!started) { // nobody has been served, there is nothing to drain
      listener.close(connector);
      return;
    }
    health.enter(Phase.DRAINING);
    front.drain();
    LOG.info("stopping, drain_delay_seconds={}", drainDelay.toMillis() / 1e3);
    try {
      Thread.sleep(drainDelay);
      // Not asked at once: a stop sends its signal to every process of the unit, new ones too.
      if (listener.isKept() && !PendingJob.isStop()) {
        listener.release(connector);
      } else {
        ListenerDrain.await(connector);
        listener.close(connector);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void lifeCycleStopped(LifeCycle event) {
    if (!(event instanceof Server)) return;
    health.close();
    LOG.info("stopped");
  }
}
