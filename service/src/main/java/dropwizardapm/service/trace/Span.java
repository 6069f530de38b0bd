package dropwizardapm.service.trace;

import org.jspecify.annotations.Nullable;

/** One request's part of its trace, and what is known of it for its line in the log. */
public final class Span {
  private static final long UNKNOWN = -1;

  private final TraceContext context;
  private boolean logged;
  private boolean exemplar;
  private long queueWaitNanos = UNKNOWN;
  private long computeNanos = UNKNOWN;

  private Span(TraceContext context) {
    this.context = context;
  }

  /** In the caller's trace, or in a new one where the caller names none, or not validly. */
  static Span of(@Nullable String traceparent) {
    TraceContext caller = traceparent == null ? null : TraceContext.parse(traceparent);
    return new Span(caller == null ? TraceContext.random() : caller.child());
  }

  public TraceContext context() {
    return context;
  }

  /** What the request waited for a worker, and what that then took. */
  public void computed(long waitNanos, long nanos) {
    queueWaitNanos = waitNanos;
    computeNanos = nanos;
  }

  boolean isComputed() {
    return computeNanos != UNKNOWN;
  }

  long queueWaitNanos() {
    return queueWaitNanos;
  }

  long computeNanos() {
    return computeNanos;
  }

  /** Is it certain that the request gets a line? */
  boolean isLogged() {
    return logged;
  }

  void promiseLine() {
    logged = true;
  }

  boolean isExemplar() {
    return exemplar;
  }

  void markAsExemplar() {
    exemplar = true;
  }
}
