package dropwizardapm.bundle.front;

import dropwizardapm.bundle.accounting.RequestAccounting;
import dropwizardapm.bundle.response.ErrorDetails;
import dropwizardapm.bundle.response.ProblemDocument;
import dropwizardapm.bundle.response.Responses;
import dropwizardapm.bundle.trace.CurrentSpan;
import dropwizardapm.bundle.trace.Span;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that one of our endpoints answers, exactly once, from whatever thread. */
public class FrontExchange {
  private static final Logger LOG = LoggerFactory.getLogger(FrontExchange.class);
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final RequestAccounting accounting;
  private final Span span;
  private volatile boolean answered;

  /** Counts the request as in progress until it is answered. */
  protected FrontExchange(
      Request request, Response response, Callback callback, RequestAccounting accounting) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.accounting = accounting;
    this.span = accounting.begin(request, response);
  }

  public final Request request() {
    return request;
  }

  /** What took its time, by the names in the log. Asked for only if the request gets a line. */
  public final void times(Supplier<Map<String, Duration>> parts) {
    span.times(parts);
  }

  /** The work with the request's trace in every line that it logs. */
  public final Runnable traced(Runnable work) {
    return () -> CurrentSpan.run(span, work);
  }

  public FrontExchange header(HttpHeader header, String value) {
    response.getHeaders().put(header, value);
    return this;
  }

  public final void json(int status, byte[] body) {
    answer(status, JSON, body);
  }

  public final void problem(int status, String detail) {
    String path = request.getHttpURI().getPath();
    answer(status, Responses.PROBLEM, new ProblemDocument(status, detail, path).toJson());
  }

  /** Answered also where the end cannot be told, as by a log that fails. */
  public final void answer(int status, HttpField type, byte[] body) {
    try {
      end(status);
    } finally {
      Responses.write(response, status, type, body, accounting.ending(callback));
    }
  }

  public final void empty(int status) {
    try {
      end(status);
    } finally {
      Responses.empty(response, status, accounting.ending(callback));
    }
  }

  /**
   * Whoever was to answer has thrown this, an error perhaps. Whatever it was, the thread that it
   * was thrown on has other requests to answer.
   */
  public final void failed(Throwable failure) {
    String path = accounting.path();
    LOG.error("request failed, path={}", path, failure);
    if (!answered) problem(500, ErrorDetails.detail(500, request.getMethod(), path));
  }

  /** Recorded before the write: a slow reader's time is not the service's. */
  private void end(int status) {
    answered = true;
    accounting.end(span, request, response, status);
  }
}
