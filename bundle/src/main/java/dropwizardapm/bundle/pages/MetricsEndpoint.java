package dropwizardapm.bundle.pages;

import dropwizardapm.bundle.front.FrontEndpoint;
import dropwizardapm.bundle.front.FrontExchange;
import dropwizardapm.bundle.metrics.Exposition;
import dropwizardapm.bundle.response.ErrorDetails;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics: written on a thread of its own, because a scrape takes milliseconds and must not
 * hold up a selector.
 */
final class MetricsEndpoint implements FrontEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsEndpoint.class);
  private static final int WAITING_SCRAPES = 16;

  private final String path;
  private final Exposition exposition;
  private final Executor scrapes = scrapes();

  MetricsEndpoint(String path, Exposition exposition) {
    this.path = path;
    this.exposition = exposition;
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

  @Override
  public String template() {
    return path;
  }

  @Override
  public int[] statuses() {
    return new int[] {200, 500, 503};
  }

  @Override
  public void answer(FrontExchange exchange, String argument) {
    String accept = exchange.request().getHeaders().get(HttpHeader.ACCEPT);
    boolean gzip = exchange.request().getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
    try {
      scrapes.execute(exchange.traced(() -> write(exchange, accept, gzip)));
    } catch (RejectedExecutionException e) {
      exchange
          .header(HttpHeader.RETRY_AFTER, "1")
          .problem(503, "Too many scrapes at once. Retry after 1 s.");
    }
  }

  private void write(FrontExchange exchange, @Nullable String accept, boolean gzip) {
    Exposition.Page page;
    try {
      page = exposition.render(accept, gzip);
    } catch (RuntimeException | Error e) { // an unanswered scrape says less than a failed one
      LOG.error("metrics cannot be collected", e);
      exchange.problem(500, ErrorDetails.detail(500, "GET", path));
      return;
    }
    exchange.header(HttpHeader.VARY, "Accept, Accept-Encoding");
    if (page.gzipped()) exchange.header(HttpHeader.CONTENT_ENCODING, "gzip");
    exchange.answer(200, new HttpField(HttpHeader.CONTENT_TYPE, page.contentType()), page.body());
  }
}
