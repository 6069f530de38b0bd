package dropwizardapm.bundle.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CurrentSpanTest {
  private final Span outer = Span.of(null);
  private final Span inner = Span.of(null);

  @BeforeAll
  static void provide() {
    CurrentSpan.provideExemplars();
  }

  private static SpanContext exemplars() {
    return SpanContextSupplier.getSpanContext();
  }

  @Test
  void trace_isTheInnermost_andNoneAfterIt() {
    CurrentSpan.run(
        outer,
        () -> {
          CurrentSpan.run(inner, () -> assertCurrent(inner));
          assertCurrent(outer);
        });
    assertNone();
  }

  private static void assertCurrent(Span span) {
    assertThat(MDC.get("trace_id")).isEqualTo(span.context().traceId());
    assertThat(exemplars().getCurrentTraceId()).isEqualTo(span.context().traceId());
    assertThat(exemplars().getCurrentSpanId()).isEqualTo(span.context().spanIdText());
  }

  private static void assertNone() {
    assertThat(MDC.get("trace_id")).isNull();
    assertThat(exemplars().getCurrentTraceId()).isNull();
    assertThat(exemplars().isCurrentSpanSampled()).isFalse();
  }

  @Test
  void trace_isNone_afterWorkThatFails() {
    assertThatThrownBy(
            () ->
                CurrentSpan.run(
                    outer,
                    () -> {
                      throw new IllegalStateException("a bug");
                    }))
        .hasMessage("a bug");
    assertNone();
  }

  @Test
  void span_isSampled_onceItsLineIsCertain() {
    CurrentSpan.run(
        outer,
        () -> {
          assertThat(exemplars().isCurrentSpanSampled()).isFalse();
          outer.promiseLine();
          assertThat(exemplars().isCurrentSpanSampled()).isTrue();
          exemplars().markCurrentSpanAsExemplar();
        });
    assertThat(outer.isExemplar()).isTrue();
  }
}
