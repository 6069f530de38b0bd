package dropwizardapm.bundle.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.bundle.logging.CapturedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLogTest {
  private static final String SAMPLED = "00-12345678901234567890123456789012-1234567890123456-01";
  private static final String UNSAMPLED = "00-12345678901234567890123456789012-1234567890123456-00";

  private final CapturedLog lines = CapturedLog.of(RequestLog.class);
  private final Queue<Runnable> inASecond = new ArrayDeque<>();
  private long now;
  private final RequestLog log = log(true);

  @AfterEach
  void close() {
    lines.close();
  }

  private RequestLog log(boolean fieldsAreWritten) {
    return new RequestLog(Duration.ofMillis(250), fieldsAreWritten, () -> now, inASecond::add);
  }

  private void request(@Nullable String traceparent, int status, long millis, boolean rejected) {
    request(log, traceparent, status, millis, rejected);
  }

  private static void request(
      RequestLog log, @Nullable String traceparent, int status, long millis, boolean rejected) {
    Span span = log.begin(traceparent);
    RequestLog.End end =
        new RequestLog.End(
            "GET", "/compute/{n}", status, TimeUnit.MILLISECONDS.toNanos(millis), rejected);
    if (log.wants(span, end)) CurrentSpan.run(span, () -> log.write(span, end));
  }

  @ParameterizedTest
  @CsvSource({
    "200, 250, false, slow request, INFO",
    "404, 999, false, slow request, INFO",
    "500, 1, false, failed request, WARN",
    "502, 300, false, failed request, WARN",
    "503, 300, false, slow request, INFO"
  })
  void request_getsALine_whenWorthIt(
      int status, long millis, boolean rejected, String message, String level) {
    request(UNSAMPLED, status, millis, rejected);
    assertThat(lines.all())
        .singleElement()
        .asString()
        .startsWith("level=" + level)
        .contains("msg=\"" + message + "\" trace_id=12345678901234567890123456789012 span_id=")
        .contains(
            " method=GET path=/compute/{n} status=%d duration_seconds=0.%03d000"
                .formatted(status, millis));
  }

  /** Dropwizard's default. */
  @Test
  void lineSaysAllInItsText_whereTheLayoutDropsFields() {
    request(log(false), UNSAMPLED, 500, 1, false);
    assertThat(lines.all())
        .singleElement()
        .asString()
        .contains(
            "msg=\"failed request, trace_id=12345678901234567890123456789012, span_id=",
            ", method=GET, path=/compute/{n}, status=500, duration_seconds=0.001000\"");
  }

  @ParameterizedTest
  @CsvSource({"200, 249, false", "422, 1, false", "503, 1, false", "503, 999, true"})
  void request_getsNoLine_otherwise(int status, long millis, boolean rejected) {
    request(UNSAMPLED, status, millis, rejected);
    request(null, status, millis, rejected);
    assertThat(lines.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"200, 1, false", "503, 999, true"})
  void request_getsALine_whenItsCallerSampledIt(int status, long millis, boolean rejected) {
    request(SAMPLED, status, millis, rejected);
    assertThat(lines.all())
        .singleElement()
        .asString()
        .contains("msg=\"sampled request\" trace_id=12345678901234567890123456789012");
  }

  @Test
  void line_tellsWaitAndComputation_whenKnown() {
    Span span = log.begin(SAMPLED);
    Map<String, Duration> times = new LinkedHashMap<>();
    times.put("queue_wait_seconds", Duration.ofNanos(1_500));
    times.put("compute_seconds", Duration.ofSeconds(2));
    span.times(() -> times);
    log.write(span, new RequestLog.End("GET", "/", 200, 2_100_000_000, false));
    assertThat(lines.all())
        .singleElement()
        .asString()
        .endsWith("duration_seconds=2.100000 queue_wait_seconds=0.000001 compute_seconds=2.000000");
  }

  @Test
  void lines_areBoundedBySecondAndKind_andTheRestIsCounted() {
    for (int i = 0; i < 100; i++) {
      request(UNSAMPLED, 500, 1, false);
      request(UNSAMPLED, 200, 300, false);
      request(SAMPLED, 200, 1, false);
    }
    assertThat(lines.all()).hasSize(3 * RequestLog.PER_SECOND);

    assertThat(inASecond).hasSize(1);
    Objects.requireNonNull(inASecond.poll()).run();
    assertThat(lines.all())
        .last()
        .asString()
        .endsWith("msg=\"more such requests\" omitted=" + (300 - 3 * RequestLog.PER_SECOND));

    now += TimeUnit.SECONDS.toNanos(1);
    request(UNSAMPLED, 500, 1, false);
    assertThat(lines.all()).hasSize(3 * RequestLog.PER_SECOND + 2);
    assertThat(inASecond).isEmpty();
  }
}
