package dropwizardapm.bundle.accounting;

import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.metrics.Route;
import dropwizardapm.bundle.trace.CurrentSpan;
import dropwizardapm.bundle.trace.RequestLog;
import dropwizardapm.bundle.trace.Span;
import dropwizardapm.bundle.trace.TraceContext;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for each request that begins on a route, whoever answers it: its trace, the requests in
 * progress, the counts and times, and its line in the log.
 */
public final class RequestAccounting {
  private static final HttpField CLOSE =
      new PreEncodedHttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

  private final RequestLog log;
  private final RequestsInProgress inProgress;
  private final Route route;

  public RequestAccounting(RequestLog log, RequestsInProgress inProgress, Route route) {
    this.log = log;
    this.inProgress = inProgress;
    this.route = route;
  }

  /** The template of the route. */
  public String path() {
    return route.path();
  }

  /**
   * Follows a request that others answer, from now to its end. It counts for the route that they
   * report through {@link MatchedRoute}, or for this one where they report none.
   */
  public Span follow(Request request, Response response, HttpMetrics routes) {
    MatchedRoute matched = new MatchedRoute();
    request.setAttribute(MatchedRoute.ATTRIBUTE, matched);
    Span span = begin(request, response);
    closeIfDraining(response);
    Request.addCompletionListener(
        request,
        failure -> {
          inProgress.end();
          String template = matched.template();
          Route of = template == null ? route : routes.route(template);
          end(span, request, response, of, response.getStatus());
        });
    return span;
  }

  /** Goes on with the caller's trace or begins one, and says so in the answer. */
  public Span begin(Request request, Response response) {
    Span span = log.begin(traceparent(request.getHeaders()));
    // null: not among the headers that Jetty knows, so that it need not look for it there.
    HttpField answer = new HttpField(null, TraceContext.HEADER, span.context().toString());
    response.getHeaders().put(answer);
    inProgress.begin();
    route.begin(request.getMethod());
    return span;
  }

  /** Null where there is none or, by the standard, where there are two. */
  private static @Nullable String traceparent(HttpFields headers) {
    String found = null;
    for (HttpField field : headers) {
      if (!field.is(TraceContext.HEADER)) continue;
      if (found != null) return null;
      found = field.getValue();
    }
    return found;
  }

  /** While the service stops, each answer is the last on its connection. */
  private void closeIfDraining(Response response) {
    if (inProgress.isDraining()) response.getHeaders().put(CLOSE);
  }

  /** The request has its answer, which is still to be written. */
  public void end(Span span, Request request, Response response, int status) {
    closeIfDraining(response);
    end(span, request, response, route, status);
  }

  /** Counts for {@code of}, whatever route it began on. */
  private void end(Span span, Request request, Response response, Route of, int status) {
    String method = request.getMethod();
    route.leave(method);
    long nanos = System.nanoTime() - request.getBeginNanoTime();
    boolean rejected = status == 503 && response.getHeaders().contains(HttpHeader.RETRY_AFTER);
    RequestLog.End end =
        new RequestLog.End(Route.label(method), of.path(), status, nanos, rejected);
    if (!log.wants(span, end)) {
      of.record(method, status, nanos);
      return;
    }
    CurrentSpan.run(
        span,
        () -> {
          of.recordExemplar(method, status, nanos);
          log.write(span, end);
        });
  }

  /** The callback of the write that ends the request: it is over with the last byte. */
  public Callback ending(Callback callback) {
    return new Callback.Nested(callback) {
      @Override
      public void completed() {
        inProgress.end();
      }

      @Override
      public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
      }
    };
  }
}
