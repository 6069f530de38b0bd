package dropwizardapm.bundle.trace;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The span that the current thread works for: in every line that it logs, and for Prometheus'
 * client to take as exemplar.
 */
public final class CurrentSpan {
  static final String TRACE_ID = "trace_id";
  private static final ThreadLocal<@Nullable Span> CURRENT = new ThreadLocal<>();

  private CurrentSpan() {}

  /** Lets Prometheus' client know. There is one such place in a JVM. */
  public static void provideExemplars() {
    SpanContextSupplier.setSpanContext(new Exemplars());
  }

  /** Runs {@code work} for the span; afterwards all is as before. */
  public static void run(Span span, Runnable work) {
    Span before = CURRENT.get();
    enter(span);
    try {
      work.run();
    } finally {
      enter(before);
    }
  }

  private static void enter(@Nullable Span span) {
    if (span == null) {
      CURRENT.remove();
      MDC.remove(TRACE_ID);
    } else {
      CURRENT.set(span);
      MDC.put(TRACE_ID, span.context().traceId());
    }
  }

  /** Only what is found in the log is worth pointing to. */
  private static final class Exemplars implements SpanContext {
    @Override
    public @Nullable String getCurrentTraceId() {
      Span span = CURRENT.get();
      return span == null ? null : span.context().traceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
      Span span = CURRENT.get();
      return span == null ? null : span.context().spanIdText();
    }

    @Override
    public boolean isCurrentSpanSampled() {
      Span span = CURRENT.get();
      return span != null && span.isLogged();
    }

    @Override
    public void markCurrentSpanAsExemplar() {
      Span span = CURRENT.get();
      if (span != null) span.markAsExemplar();
    }
  }
}
