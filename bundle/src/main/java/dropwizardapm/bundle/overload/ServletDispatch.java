package dropwizardapm.bundle.overload;

import dropwizardapm.bundle.accounting.RequestAccounting;
import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.response.ProblemDocument;
import dropwizardapm.bundle.response.Responses;
import dropwizardapm.bundle.trace.CurrentSpan;
import dropwizardapm.bundle.trace.Span;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests to the servlets behind us, on Jetty's thread pool, because those may block. */
public final class ServletDispatch {
  private final HttpMetrics metrics;
  private final RequestAccounting accounting;
  private final CounterDataPoint withoutThread;
  private final ReservingExecutor executor = new ReservingExecutor();

  /**
   * Hands over what counts as unmatched until a resource says otherwise.
   *
   * @param unmatched accounts for it
   */
  public ServletDispatch(HttpMetrics metrics, RequestAccounting unmatched) {
    this.metrics = metrics;
    this.accounting = unmatched;
    this.withoutThread = metrics.rejected("threads");
  }

  /**
   * Counted under the template of the resource, or as unmatched. What is logged on the thread that
   * handles it belongs to its trace.
   */
  public void passCounted(Handler next, Request request, Response response, Callback callback) {
    Span span = accounting.follow(request, response, metrics);
    Executor pool = request.getComponents().getExecutor();
    executor.execute(
        pool,
        () -> CurrentSpan.run(span, () -> handle(next, request, response, callback)),
        () -> reject(request, response, callback));
  }

  /** The administrator's requests are few, and most wanted when there is a jam. */
  public void pass(Handler next, Request request, Response response, Callback callback) {
    try {
      request
          .getComponents()
          .getExecutor()
          .execute(() -> handle(next, request, response, callback));
    } catch (RejectedExecutionException e) {
      reject(request, response, callback);
    }
  }

  private void reject(Request request, Response response, Callback callback) {
    withoutThread.inc();
    response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    Responses.problem(
        response,
        new ProblemDocument(
            503, "No thread is free. Retry after 1 s.", request.getHttpURI().getPath()),
        callback);
  }

  private static void handle(Handler next, Request request, Response response, Callback callback) {
    try {
      if (!next.handle(request, response, callback))
        Response.writeError(request, response, callback, 404);
    } catch (Throwable e) { // a class that is missing leaves no request without an answer, either
      Response.writeError(request, response, callback, e);
    }
  }
}
