package dropwizardapm.bundle.http;

import dropwizardapm.bundle.metrics.Route;
import dropwizardapm.bundle.trace.CurrentSpan;
import dropwizardapm.bundle.trace.Span;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that one of our endpoints answers, exactly once, from whatever thread. */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Route route;
  private final InFlight inFlight;
  private final Tracing tracing;
  private final Span span;
  private volatile boolean answered;

  /** Counts the request as in progress until it is answered. */
  Exchange(
      Request request,
      Response response,
      Callback callback,
      Route route,
      InFlight inFlight,
      Tracing tracing) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.route = route;
    this.inFlight = inFlight;
    this.tracing = tracing;
    this.span = tracing.begin(request, response);
    inFlight.begin();
    route.begin(request.getMethod());
  }

  public Request request() {
    return request;
  }

  public boolean answered() {
    return answered;
  }

  public Span span() {
    return span;
  }

  /** The work with the request's trace in every line that it logs. */
  Runnable traced(Runnable work) {
    return () -> CurrentSpan.run(span, work);
  }

  public Exchange header(HttpHeader header, String value) {
    response.getHeaders().put(header, value);
    return this;
  }

  public void json(int status, byte[] body) {
    answer(status, Answers.JSON, body);
  }

  public void problem(int status, String detail) {
    problem(status, new Problem(status, detail, request.getHttpURI().getPath()).toJson());
  }

  public void problem(int status, byte[] encoded) {
    answer(status, Answers.PROBLEM, encoded);
  }

  /** Answered also where the end cannot be told, as by a log that fails. */
  public void answer(int status, HttpField type, byte[] body) {
    try {
      end(status);
    } finally {
      Answers.write(response, status, type, body, inFlight.ending(callback));
    }
  }

  public void empty(int status) {
    try {
      end(status);
    } finally {
      Answers.empty(response, status, inFlight.ending(callback));
    }
  }

  /**
   * Whoever was to answer has thrown this, an error perhaps. Whatever it was, the thread that it
   * was thrown on has other requests to answer.
   */
  public void failed(Throwable failure) {
    LOG.error("request failed, path={}", route.path(), failure);
    if (!answered) problem(500, Refusals.detail(500, request.getMethod(), route.path()));
  }

  /** Recorded before the write: a slow reader's time is not the service's. */
  private void end(int status) {
    answered = true;
    if (inFlight.isDraining()) response.getHeaders().put(Answers.CLOSE);
    route.leave(request.getMethod());
    tracing.end(span, request, response, route, status);
  }
}
