package dropwizardapm.bundle.response;

import dropwizardapm.bundle.accounting.MatchedRoute;
import dropwizardapm.bundle.accounting.RequestAccounting;
import dropwizardapm.bundle.trace.Span;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes what Jetty and the servlets reject, and counts what never reached a handler. */
public final class ProblemErrorHandler extends ErrorHandler {
  /** Jetty's own word for it (SecureRequestCustomizer). */
  private static final String FOREIGN_NAME = "Invalid SNI";

  private final RequestAccounting accounting;

  /** Accounts for what never reached a handler. */
  public ProblemErrorHandler(RequestAccounting accounting) {
    this.accounting = accounting;
  }

  /** In the place of their own. */
  public void answerFor(ServletContextHandler... contexts) {
    for (ServletContextHandler each : contexts) each.setErrorHandler(this);
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
    int status = ErrorDetails.status(code, response.getHeaders().contains(HttpHeader.ALLOW));
    String path = request.getHttpURI().getPath();
    if (status == 503) response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    Callback last = callback;
    if (request.getAttribute(MatchedRoute.ATTRIBUTE) == null) {
      Span span = accounting.begin(request, response);
      accounting.end(span, request, response, status);
      last = accounting.ending(callback);
    }
    String detail =
        FOREIGN_NAME.equals(message)
            ? "The name that you ask by is not in this service's certificate. Ask by one that is."
            : ErrorDetails.detail(status, request.getMethod(), path);
    Responses.problem(
        response, new ProblemDocument(status, detail, path == null ? "" : path), last);
  }
}
