package dropwizardapm.bundle.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of the W3C's own test suite for traceparent, and some more. */
class TraceContextTest {
  private static final String TRACE_ID = "12345678901234567890123456789012";
  private static final String SPAN_ID = "1234567890123456";
  private static final String VALID = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";

  @ParameterizedTest
  @ValueSource(
      strings = {
        VALID,
        "00-" + TRACE_ID + "-" + SPAN_ID + "-00",
        "00-" + TRACE_ID + "-" + SPAN_ID + "-ff",
        "cc-" + TRACE_ID + "-" + SPAN_ID + "-01",
        "cc-" + TRACE_ID + "-" + SPAN_ID + "-01-what-the-future-will-be-like",
        "01-" + TRACE_ID + "-" + SPAN_ID + "-01-"
      })
  void trace_isTheCallers_whenValid(String header) {
    assertThat(TraceContext.parse(header))
        .isNotNull()
        .returns(TRACE_ID, TraceContext::traceId)
        .returns(SPAN_ID, TraceContext::spanIdText);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-" + TRACE_ID + "-" + SPAN_ID,
        VALID + ".",
        VALID + "-what-the-future-will-be-like",
        VALID + "0",
        "cc-" + TRACE_ID + "-" + SPAN_ID + "-01.what-the-future-will-be-like",
        "cc-" + TRACE_ID + "-" + SPAN_ID + "-010",
        "ff-" + TRACE_ID + "-" + SPAN_ID + "-01",
        ".0-" + TRACE_ID + "-" + SPAN_ID + "-01",
        "0.-" + TRACE_ID + "-" + SPAN_ID + "-01",
        "000-" + TRACE_ID + "-" + SPAN_ID + "-01",
        "0-" + TRACE_ID + "-" + SPAN_ID + "-01",
        "00-00000000000000000000000000000000-" + SPAN_ID + "-01",
        "00-.2345678901234567890123456789012-" + SPAN_ID + "-01",
        "00-1234567890123456789012345678901.-" + SPAN_ID + "-01",
        "00-" + TRACE_ID + "3-" + SPAN_ID + "-01",
        "00-1234567890123456789012345678901-" + SPAN_ID + "-01",
        "00-" + TRACE_ID + "-0000000000000000-01",
        "00-" + TRACE_ID + "-.234567890123456-01",
        "00-" + TRACE_ID + "-123456789012345.-01",
        "00-" + TRACE_ID + "-" + SPAN_ID + "7-01",
        "00-" + TRACE_ID + "-123456789012345-01",
        "00-" + TRACE_ID + "-" + SPAN_ID + "-.0",
        "00-" + TRACE_ID + "-" + SPAN_ID + "-0.",
        "00-" + TRACE_ID + "-" + SPAN_ID + "-001",
        "00-" + TRACE_ID + "-" + SPAN_ID + "-1",
        "00-ABCDEF78901234567890123456789012-" + SPAN_ID + "-01",
        "00-" + TRACE_ID + "-ABCDEF7890123456-01",
        "0A-" + TRACE_ID + "-" + SPAN_ID + "-01",
        "00-" + TRACE_ID + "-" + SPAN_ID + "-0A",
        "00_" + TRACE_ID + "_" + SPAN_ID + "_01",
        "00-12345678901234567890123456789０12-" + SPAN_ID + "-01"
      })
  void header_isRefused_whenNotValid(String header) {
    assertThat(TraceContext.parse(header)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "03", "ff", "81"})
  void sampled_isTheLowestBitOfTheFlags(String flags) {
    assertThat(TraceContext.parse("00-" + TRACE_ID + "-" + SPAN_ID + "-" + flags))
        .isNotNull()
        .returns(true, TraceContext::sampled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02", "fe", "80"})
  void sampled_isNotAnyOtherFlag(String flags) {
    assertThat(TraceContext.parse("00-" + TRACE_ID + "-" + SPAN_ID + "-" + flags))
        .isNotNull()
        .returns(false, TraceContext::sampled);
  }

  @Test
  void text_isTheHeader() {
    assertThat(TraceContext.parse(VALID)).hasToString(VALID);
    assertThat(new TraceContext(0xfedcba9876543210L, 1, -1, false))
        .hasToString("00-fedcba98765432100000000000000001-ffffffffffffffff-00");
  }

  @Test
  void child_isAnotherSpanOfTheSameTrace() {
    TraceContext parent = new TraceContext(1, 2, 3, true);
    TraceContext child = parent.child();
    assertThat(child.traceId()).isEqualTo(parent.traceId());
    assertThat(child.sampled()).isTrue();
    assertThat(child.spanId()).isNotEqualTo(parent.spanId());
  }

  @Test
  void newTraces_areValidAndDifferent() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      TraceContext created = TraceContext.random();
      assertThat(TraceContext.parse(created.toString())).isEqualTo(created);
      ids.add(created.traceId());
    }
    assertThat(ids).hasSize(1000);
  }
}
