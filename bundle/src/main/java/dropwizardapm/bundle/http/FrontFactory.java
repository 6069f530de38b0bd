package dropwizardapm.bundle.http;

import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.metrics.Exposition;
import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.trace.RequestLog;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Puts our endpoints together. */
public final class FrontFactory {
  private static final int WAITING_SCRAPES = 16;

  private final HealthMonitor health;
  private final Executor scrapes = scrapes();

  public FrontFactory(HealthMonitor health) {
    this.health = health;
  }

  /** The handler for all requests. */
  public FrontHandler handler(
      HttpMetrics http, Exposition exposition, RequestLog log, Pages pages) {
    FrontHandler handler = new FrontHandler(http, log);
    Place place = pages.health();
    if (place != null) {
      for (FrontEndpoint each :
          List.of(
              HealthEndpoint.readiness(place.path(), health),
              HealthEndpoint.readiness(place.path() + "/ready", health),
              HealthEndpoint.liveness(Pages.liveness(place), health)))
        handler.add(each, Claim.of(place, each.template(), "apm.health"));
    }
    place = pages.metrics();
    if (place != null)
      handler.add(
          new MetricsEndpoint(place.path(), exposition, scrapes),
          Claim.of(place, place.path(), "apm.metrics"));
    return handler;
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
