package dropwizardapm.bundle.trace;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request's part of its trace, and what is known of it for its line in the log. */
public final class Span {
  private final TraceContext context;
  private boolean logged;
  private boolean exemplar;
  private @Nullable Supplier<Map<String, Duration>> times;

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

  /**
   * What took its time in the request. Asked for only if the request gets a line.
   *
   * @param parts by their names in the log, which end in {@code _seconds}
   */
  public void times(Supplier<Map<String, Duration>> parts) {
    times = parts;
  }

  Map<String, Duration> times() {
    return times == null ? Map.of() : times.get();
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
