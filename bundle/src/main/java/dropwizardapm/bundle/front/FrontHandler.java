package dropwizardapm.bundle.front;

import dropwizardapm.bundle.accounting.RequestAccounting;
import dropwizardapm.bundle.accounting.RequestsInProgress;
import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.metrics.Route;
import dropwizardapm.bundle.overload.ServletDispatch;
import dropwizardapm.bundle.response.ProblemDocument;
import dropwizardapm.bundle.response.ProblemErrorHandler;
import dropwizardapm.bundle.server.Connectors;
import dropwizardapm.bundle.trace.RequestLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * In front of everything on the application's connectors: answers our own routes on the selector's
 * thread, without servlets and JAX-RS (28–39 µs of CPU per request against 75–135), and hands the
 * rest on to them. Both are counted and timed alike. What the administrator's connector brings
 * passes through untouched, but for those of our pages that are put there.
 */
public final class FrontHandler extends Handler.Wrapper {
  private static final String ALLOW = "GET, HEAD, OPTIONS";

  /** The target of {@code OPTIONS *}, which asks about the server as a whole. */
  private static final String ASTERISK = "*";

  private record Served(FrontEndpoint endpoint, RequestAccounting accounting) {}

  /** What is served at each path that begins so and has one segment more. */
  private record Below(String prefix, Served served) {
    boolean matches(String path) {
      return path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0;
    }
  }

  private final HttpMetrics metrics;
  private final Map<String, Served> fixed = new HashMap<>();
  private final Map<String, Served> forTheAdministrator = new HashMap<>();
  private final List<ReservedPath> reservedPaths = new ArrayList<>();
  private final List<Below> below = new ArrayList<>();
  private final RequestAccounting unmatched;
  private final RequestLog log;
  private final ServletDispatch servlets;
  private final RequestsInProgress inProgress = new RequestsInProgress();

  /** A handler in front of the one that is set later. */
  public FrontHandler(HttpMetrics metrics, RequestLog log) {
    this.metrics = metrics;
    this.log = log;
    this.unmatched =
        accounting(
            metrics
                .route(HttpMetrics.UNMATCHED)
                .expect("GET", 400, 404, 405, 500)
                .expect("POST", 404));
    this.servlets = new ServletDispatch(metrics, unmatched);
    addBean(inProgress);
  }

  /** To be called before the server starts. */
  public void add(FrontEndpoint endpoint, ReservedPath reserved) {
    for (ReservedPath each : reservedPaths) {
      if (each.isSameAs(reserved))
        throw new IllegalStateException(
            "%s is served twice: by %s and by %s. %s"
                .formatted(each.template(), each.who(), reserved.who(), each.remedy()));
    }
    reservedPaths.add(reserved);
    String template = endpoint.template();
    int argument = template.indexOf('{');
    if (reserved.forTheAdministrator()) forTheAdministrator.put(template, serve(endpoint));
    else if (argument < 0) fixed.put(template, serve(endpoint));
    else below.add(new Below(template.substring(0, argument), serve(endpoint)));
  }

  /** What is answered here, and not by the application. */
  public List<ReservedPath> reservedPaths() {
    return List.copyOf(reservedPaths);
  }

  private Served serve(FrontEndpoint endpoint) {
    Route route =
        metrics
            .route(endpoint.template())
            .expect("GET", endpoint.statuses())
            .expect("HEAD")
            .expect("OPTIONS")
            .expect("POST", 405);
    return new Served(endpoint, accounting(route));
  }

  private RequestAccounting accounting(Route route) {
    return new RequestAccounting(log, inProgress, route);
  }

  /** What answers where Jetty or the servlets reject. */
  public ProblemErrorHandler errorHandler() {
    return new ProblemErrorHandler(unmatched);
  }

  /** Nothing here waits; what may wait is given to the thread pool. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (Connectors.isForTheAdministrator(request.getConnectionMetaData().getConnector())) {
      Served page = forTheAdministrator.get(Request.getPathInContext(request));
      if (page == null) servlets.pass(getHandler(), request, response, callback);
      else answer(request, response, callback, page, "");
      return true;
    }
    String path = Request.getPathInContext(request);
    Served served = fixed.get(path);
    String argument = "";
    for (int i = 0; served == null && i < below.size(); i++) {
      Below each = below.get(i);
      if (!each.matches(path)) continue;
      served = each.served;
      argument = path.substring(each.prefix.length());
    }
    if (served == null && ASTERISK.equals(path)) {
      new FrontExchange(request, response, callback, unmatched)
          .header(HttpHeader.ALLOW, ALLOW)
          .empty(204);
      return true;
    }
    if (served == null) {
      servlets.passCounted(getHandler(), request, response, callback);
      return true;
    }
    answer(request, response, callback, served, argument);
    return true;
  }

  private void answer(
      Request request, Response response, Callback callback, Served served, String argument) {
    FrontExchange exchange = served.endpoint.begin(request, response, callback, served.accounting);
    try {
      answer(exchange, served, argument);
    } catch (RuntimeException | Error e) {
      exchange.failed(e);
    }
  }

  private static void answer(FrontExchange exchange, Served served, String argument) {
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
                      .formatted(ProblemDocument.echo(method), served.endpoint.template(), ALLOW));
    }
  }

  /** From now on each answer is the last on its connection. */
  public void drain() {
    inProgress.drain();
  }
}
