package dropwizardapm.bundle.http;

import dropwizardapm.bundle.trace.CurrentSpan;
import dropwizardapm.bundle.trace.Span;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that one of our endpoints answers, exactly once, from whatever thread. */
public class FrontExchange {
  private static final Logger LOG = LoggerFactory.getLogger(FrontExchange.class);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Serving serving;
  private final Span span;
  private volatile boolean answered;
  private volatile boolean watched;

  /** Counts the request as in progress until it is answered. */
  protected FrontExchange(Request request, Response response, Callback callback, Serving serving) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.serving = serving;
    this.span = serving.tracing.begin(request, response);
    serving.inFlight.begin();
    serving.route.begin(request.getMethod());
  }

  public final Request request() {
    return request;
  }

  /** What took its time, by the names in the log. Asked for only if the request gets a line. */
  public final void times(Supplier<Map<String, Duration>> parts) {
    span.times(parts);
  }

  /** Has something done when the client closes its connection before it has its answer. */
  public final void onClientGone(Runnable action) {
    watched = true;
    serving.clients.add(request, action);
    if (answered) serving.clients.remove(request);
  }

  /** The work with the request's trace in every line that it logs. */
  final Runnable traced(Runnable work) {
    return () -> CurrentSpan.run(span, work);
  }

  public FrontExchange header(HttpHeader header, String value) {
    response.getHeaders().put(header, value);
    return this;
  }

  public final void json(int status, byte[] body) {
    answer(status, Answers.JSON, body);
  }

  public final void problem(int status, String detail) {
    String path = request.getHttpURI().getPath();
    problem(status, new ProblemDocument(status, detail, path).toJson());
  }

  public final void problem(int status, byte[] encoded) {
    answer(status, Answers.PROBLEM, encoded);
  }

  /** Answered also where the end cannot be told, as by a log that fails. */
  public final void answer(int status, HttpField type, byte[] body) {
    try {
      end(status);
    } finally {
      Answers.write(response, status, type, body, serving.inFlight.ending(callback));
    }
  }

  public final void empty(int status) {
    try {
      end(status);
    } finally {
      Answers.empty(response, status, serving.inFlight.ending(callback));
    }
  }

  /**
   * Whoever was to answer has thrown this, an error perhaps. Whatever it was, the thread that it
   * was thrown on has other requests to answer.
   */
  public final void failed(Throwable failure) {
    String path = serving.route.path();
    LOG.error("request failed, path={}", path, failure);
    if (!answered) problem(500, Refusals.detail(500, request.getMethod(), path));
  }

  /** Recorded before the write: a slow reader's time is not the service's. */
  private void end(int status) {
    answered = true;
    if (watched) serving.clients.remove(request);
    if (serving.inFlight.isDraining()) response.getHeaders().put(Answers.CLOSE);
    serving.route.leave(request.getMethod());
    serving.tracing.end(span, request, response, serving.route, status);
  }
}
