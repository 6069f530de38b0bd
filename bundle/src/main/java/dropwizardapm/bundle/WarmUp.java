package dropwizardapm.bundle;

import dropwizardapm.bundle.front.FrontHandler;
import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.health.Phase;
import dropwizardapm.bundle.metrics.ContainedRegistry;
import dropwizardapm.bundle.metrics.Exposition;
import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.metrics.JvmExports;
import dropwizardapm.bundle.metrics.LabelGuard;
import dropwizardapm.bundle.pages.Pages;
import dropwizardapm.bundle.trace.RequestLog;
import dropwizardapm.bundle.warmup.LoopbackClient;
import dropwizardapm.bundle.warmup.LoopbackServer;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the hot paths over a listener of its own, so that the first clients do not wait for their
 * classes. It is too short to have them compiled: on a cold machine its 200 ms are 15 to 50
 * requests.
 *
 * <p>Nothing here is the service's own, neither its pool nor its metrics, so that it can begin with
 * the process, beside the reading of the configuration, which leaves a core idle.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Nobody made these requests, and the first are slow. */
  private static final Duration NEVER_SLOW = Duration.ofDays(1);

  /** How long requests are made where nobody says otherwise in time. */
  private static final Duration DEFAULT_TIME = Duration.ofMillis(200);

  /**
   * Scrapes after the end, at a pace that takes a tenth of a core for five seconds: their code is
   * large and runs every 15 s, so that it would stay cold for an hour, but no client waits for it.
   */
  private static final int SCRAPES = 200;

  private static final Duration SCRAPE_PAUSE = Duration.ofMillis(25);

  private final CompletableFuture<Duration> wanted = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private long beginNanos;

  private final Supplier<Rehearsal> rehearsals;

  /** What is asked, and what answers it: none of the service's own. */
  public interface Rehearsal extends AutoCloseable {
    /**
     * {@return what answers}
     *
     * @param registry for its metrics, in the place of {@link ApmBundle#registry()}
     * @param rejected in the place of {@link ApmBundle#rejected}
     */
    Endpoint endpoint(PrometheusRegistry registry, Function<String, CounterDataPoint> rejected);

    /**
     * {@return the path of the request with that number}
     *
     * @param request from 0 on
     */
    String path(int request);

    @Override
    void close();
  }

  /**
   * One that has not begun.
   *
   * @param rehearsals makes what is asked; called once, on the thread that asks
   */
  public WarmUp(Supplier<Rehearsal> rehearsals) {
    this.rehearsals = rehearsals;
  }

  /** Goes on beside the caller. To be called once. */
  public void begin() {
    Thread.ofPlatform().daemon().name("warm-up").start(this::run);
  }

  /**
   * Requests have been made for this long when the result is complete; with a failure where they
   * could not be made.
   *
   * @param time since the first request; zero where the start has failed
   * @return their end
   */
  public CompletableFuture<Void> finish(Duration time) {
    wanted.complete(time);
    return end;
  }

  private void run() {
    try (Rehearsal rehearsal = rehearsals.get()) {
      run(handler(rehearsal), rehearsal);
    } catch (Exception | Error e) { // the start waits for the end
      if (!end.completeExceptionally(e)) LOG.debug("the scrape stays cold", e);
    }
  }

  private static FrontHandler handler(Rehearsal rehearsal) {
    PrometheusRegistry nobodyReads = new ContainedRegistry();
    JvmExports.register(nobodyReads);
    HealthMonitor health = HealthMonitor.withoutChecks();
    health.enter(Phase.SERVING);
    HttpMetrics http = new HttpMetrics(nobodyReads, new LabelGuard(nobodyReads));
    FrontHandler handler = new FrontHandler(http, new RequestLog(NEVER_SLOW, true));
    Pages.DEFAULT.addTo(handler, health, new Exposition(nobodyReads));
    ServedEndpoint.add(rehearsal.endpoint(nobodyReads, http::rejected), handler);
    return handler;
  }

  private void run(FrontHandler handler, Rehearsal rehearsal) throws Exception {
    try (LoopbackServer server = LoopbackServer.start(handler);
        LoopbackClient client = server.connect()) {
      beginNanos = System.nanoTime();
      int requests = drive(rehearsal, client, DEFAULT_TIME);
      Duration time = wanted.join();
      requests += drive(rehearsal, client, time);
      LOG.debug("warm, requests={}", requests);
      end.complete(null);
      for (int i = 0; i < SCRAPES && time.isPositive(); i++) {
        client.get("/metrics");
        Thread.sleep(SCRAPE_PAUSE);
      }
    }
  }

  /** Until {@code time} has passed since the first request, or what is wanted if that is less. */
  private int drive(Rehearsal rehearsal, LoopbackClient client, Duration time) throws IOException {
    int requests = 0;
    while (System.nanoTime() - beginNanos
        < Math.min(time.toNanos(), wanted.getNow(time).toNanos())) {
      client.get(rehearsal.path(requests));
      if (requests % 100 == 0) client.get("/health");
      if (requests % 100 == 50) client.get("/metrics");
      requests++;
    }
    return requests;
  }
}
