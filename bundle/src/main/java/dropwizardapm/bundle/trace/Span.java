package dropwizardapm.bundle.trace;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request's part of its trace, and what is known of it for its line in the log. */
public final class Span {
  /**
   * A part of a request's time.
   *
   * @param field its name in the log, which ends in {@code _seconds}
   */
  public record Time(String field, long nanos) {}

  private final TraceContext context;
  private boolean logged;
  private boolean exemplar;
  private @Nullable Supplier<List<Time>> times;

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

  /** What took its time in the request. Asked for only if the request gets a line. */
  public void times(Supplier<List<Time>> parts) {
    times = parts;
  }

  List<Time> times() {
    return times == null ? List.of() : times.get();
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
