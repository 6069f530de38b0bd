package dropwizardapm.service.http;

import dropwizardapm.service.metrics.HttpMetrics;
import dropwizardapm.service.metrics.Route;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes what Jetty and the servlets refuse, and counts what never reached a handler. */
public final class ProblemErrorHandler extends ErrorHandler {
  private final Route unmatched;

  public ProblemErrorHandler(HttpMetrics metrics) {
    this.unmatched = metrics.route(HttpMetrics.UNMATCHED);
  }

  /** Also for methods that Jetty would answer without a body. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  /** Ours is in every answer already. */
  @Override
  protected void generateCacheControl(Response response) {}

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    int status = Refusals.status(code, response.getHeaders().contains(HttpHeader.ALLOW));
    String path = request.getHttpURI().getPath();
    if (request.getAttribute(MatchedRoute.ATTRIBUTE) == null) {
      unmatched.record(request.getMethod(), status, System.nanoTime() - request.getBeginNanoTime());
    }
    if (status == 503) response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    Answers.problem(
        response,
        new Problem(
            status, Refusals.detail(status, request.getMethod(), path), path == null ? "" : path),
        callback);
  }
}
