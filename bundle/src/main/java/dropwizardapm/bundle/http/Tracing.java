package dropwizardapm.bundle.http;

import dropwizardapm.bundle.metrics.Route;
import dropwizardapm.bundle.trace.CurrentSpan;
import dropwizardapm.bundle.trace.RequestLog;
import dropwizardapm.bundle.trace.Span;
import dropwizardapm.bundle.trace.TraceContext;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Gives each request its span, and accounts for it in metrics and log when it ends. */
final class Tracing {
  private final RequestLog log;

  Tracing(RequestLog log) {
    this.log = log;
  }

  /** Goes on with the caller's trace or begins one, and says so in the answer. */
  Span begin(Request request, Response response) {
    Span span = log.begin(traceparent(request.getHeaders()));
    // null: not among the headers that Jetty knows, so that it need not look for it there.
    HttpField answer = new HttpField(null, TraceContext.HEADER, span.context().toString());
    response.getHeaders().put(answer);
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

  /** The request has its answer, and counts for {@code route}. */
  void end(Span span, Request request, Response response, Route route, int status) {
    String method = request.getMethod();
    long nanos = System.nanoTime() - request.getBeginNanoTime();
    boolean refused = status == 503 && response.getHeaders().contains(HttpHeader.RETRY_AFTER);
    RequestLog.End end =
        new RequestLog.End(Route.label(method), route.path(), status, nanos, refused);
    if (!log.wants(span, end)) {
      route.record(method, status, nanos);
      return;
    }
    CurrentSpan.run(
        span,
        () -> {
          route.recordExemplar(method, status, nanos);
          log.write(span, end);
        });
  }
}
