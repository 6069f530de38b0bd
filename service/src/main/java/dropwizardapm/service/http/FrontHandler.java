package dropwizardapm.service.http;

import dropwizardapm.service.metrics.HttpMetrics;
import dropwizardapm.service.metrics.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * In front of everything on the application connector: answers our own routes on the selector's
 * thread, without servlets and JAX-RS (28–39 µs of CPU per request against 75–135), and hands the
 * rest on to them. Both are counted and timed alike. The admin connector passes through untouched.
 */
public final class FrontHandler extends Handler.Wrapper implements Graceful {
  private static final String ALLOW = "GET, HEAD, OPTIONS";

  /** The target of {@code OPTIONS *}, which asks about the server as a whole. */
  private static final String ASTERISK = "*";

  private static final String COMPUTE_PREFIX = "/compute/";

  private record Served(Endpoint endpoint, Route route) {}

  private final HttpMetrics metrics;
  private final String connector;
  private final Map<String, Served> fixed;
  private final Served compute;
  private final Route anything;
  private final Tracing tracing;
  private final Delegation delegation;
  private final InFlight inFlight = new InFlight();

  /**
   * A handler in front of the one that is set later.
   *
   * @param connector name of the connector whose requests are handled here
   */
  FrontHandler(
      String connector,
      HttpMetrics metrics,
      Tracing tracing,
      Endpoint compute,
      List<Endpoint> fixed) {
    this.connector = connector;
    this.metrics = metrics;
    this.tracing = tracing;
    this.compute = serve(compute);
    this.fixed =
        fixed.stream().collect(Collectors.toUnmodifiableMap(Endpoint::template, this::serve));
    this.anything = metrics.route(HttpMetrics.UNMATCHED);
    this.delegation = new Delegation(metrics, tracing, inFlight);
  }

  private Served serve(Endpoint endpoint) {
    Route route =
        metrics
            .route(endpoint.template())
            .expect("GET", endpoint.statuses())
            .expect("HEAD")
            .expect("OPTIONS")
            .expect("POST", 405);
    return new Served(endpoint, route);
  }

  /** Nothing here waits; what may wait is given to the thread pool. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!connector.equals(request.getConnectionMetaData().getConnector().getName())) {
      delegation.pass(getHandler(), request, response, callback);
      return true;
    }
    String path = Request.getPathInContext(request);
    boolean computes =
        path.startsWith(COMPUTE_PREFIX) && path.indexOf('/', COMPUTE_PREFIX.length()) < 0;
    Served served = computes ? compute : fixed.get(path);
    if (served == null && ASTERISK.equals(path)) {
      new Exchange(request, response, callback, anything, inFlight, tracing)
          .header(HttpHeader.ALLOW, ALLOW)
          .empty(204);
      return true;
    }
    if (served == null) {
      delegation.passCounted(getHandler(), request, response, callback);
      return true;
    }
    Exchange exchange = new Exchange(request, response, callback, served.route, inFlight, tracing);
    try {
      answer(exchange, served, computes ? path.substring(COMPUTE_PREFIX.length()) : "");
    } catch (RuntimeException | Error e) {
      exchange.failed(e);
    }
    return true;
  }

  private static void answer(Exchange exchange, Served served, String argument) {
    String method = exchange.request().getMethod();
    switch (method) {
      case "GET", "HEAD" -> served.endpoint.answer(exchange, argument);
      case "OPTIONS" -> exchange.header(HttpHeader.ALLOW, ALLOW).empty(204);
      default ->
          exchange
              .header(HttpHeader.ALLOW, ALLOW)
              .problem(
                  405,
                  "%s is not possible on %s. Use one of %s."
                      .formatted(Problem.echo(method), served.endpoint.template(), ALLOW));
    }
  }

  /** From now on each answer is the last on its connection. */
  public void drain() {
    inFlight.drain();
  }

  /** The server waits for this before it closes connections. */
  @Override
  public CompletableFuture<Void> shutdown() {
    return inFlight.close();
  }

  @Override
  public boolean isShutdown() {
    return inFlight.isClosing();
  }
}
