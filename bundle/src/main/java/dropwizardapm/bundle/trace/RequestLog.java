package dropwizardapm.bundle.trace;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each request that is worth it: failed, slow, or sampled by its caller. At most
 * {@value #PER_SECOND} a second of each kind, lest callers who sample everything, or an overload in
 * which everything is slow, fill the log and hide the rest. How many were left out is told within a
 * second.
 *
 * <p>What is known of the request are fields of the line where the layout writes such, as {@code
 * JournalLoggingFactory}'s does. Dropwizard's own drop them: there they stand in its text.
 */
public final class RequestLog {
  static final int PER_SECOND = 5;

  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final Executor IN_A_SECOND =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
  private static final int UNAVAILABLE = 503;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int DIGITS_OF_A_MICRO = 6;

  private enum Kind {
    FAILED("failed request", Level.WARN),
    SLOW("slow request", Level.INFO),
    SAMPLED("sampled request", Level.INFO);

    private final String message;
    private final Level level;

    Kind(String message, Level level) {
      this.message = message;
      this.level = level;
    }
  }

  /**
   * How a request ended.
   *
   * @param path the route's template
   * @param rejected to protect the service, which is neither a failure nor slow, however long the
   *     rejection was held back
   */
  public record End(String method, String path, int status, long nanos, boolean rejected) {}

  private final long slowNanos;
  private final boolean fieldsAreWritten;
  private final Executor inASecond;
  private final Map<Kind, LineBudget> budgets = new EnumMap<>(Kind.class);
  private final AtomicLong omitted = new AtomicLong();

  /**
   * A log of requests.
   *
   * @param slow what a slow request takes at least
   * @param fieldsAreWritten whether the layout writes fields
   */
  public RequestLog(Duration slow, boolean fieldsAreWritten) {
    this(slow, fieldsAreWritten, System::nanoTime, IN_A_SECOND);
  }

  RequestLog(Duration slow, boolean fieldsAreWritten, LongSupplier clock, Executor inASecond) {
    this.slowNanos = slow.toNanos();
    this.fieldsAreWritten = fieldsAreWritten;
    this.inASecond = inASecond;
    for (Kind kind : Kind.values()) budgets.put(kind, new LineBudget(PER_SECOND, clock));
  }

  /**
   * A request begins, with what its caller sent as {@code traceparent}. Whether a sampled one gets
   * its line is settled here, so that what is measured on its way may point to it.
   */
  public Span begin(@Nullable String traceparent) {
    Span span = Span.of(traceparent);
    if (span.context().sampled() && budget(Kind.SAMPLED).take()) span.promiseLine();
    return span;
  }

  /** Does the request get a line? To be asked once; the caller then writes it. */
  public boolean wants(Span span, End end) {
    Kind kind = kind(span, end);
    if (kind == null) return false;
    if (!span.isLogged() && !budget(kind).take()) {
      if (omitted.getAndIncrement() == 0) inASecond.execute(this::tellOmitted);
      return false;
    }
    span.promiseLine();
    return true;
  }

  /** Writes the line. The trace's id is that of the {@link CurrentSpan}. */
  public void write(Span span, End end) {
    Kind kind = Objects.requireNonNull(kind(span, end));
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!fieldsAreWritten) fields.put(CurrentSpan.TRACE_ID, span.context().traceId());
    fields.put("span_id", span.context().spanIdText());
    fields.put("method", end.method);
    fields.put("path", end.path);
    fields.put("status", end.status);
    fields.put("duration_seconds", seconds(end.nanos));
    span.times().forEach((name, time) -> fields.put(name, seconds(time.toNanos())));
    if (span.isExemplar()) fields.put("exemplar", true);
    write(kind.level, kind.message, fields);
  }

  private void write(Level level, String message, Map<String, Object> fields) {
    LoggingEventBuilder line = LOG.atLevel(level);
    StringBuilder text = new StringBuilder(message);
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      if (fieldsAreWritten) line = line.addKeyValue(field.getKey(), field.getValue());
      else text.append(", ").append(field.getKey()).append('=').append(field.getValue());
    }
    line.log(text.toString());
  }

  private @Nullable Kind kind(Span span, End end) {
    // Unavailable is an answer too: not ready yet, or stopping.
    if (end.status >= 500 && end.status != UNAVAILABLE) return Kind.FAILED;
    if (end.nanos >= slowNanos && !end.rejected) return Kind.SLOW;
    return span.context().sampled() ? Kind.SAMPLED : null;
  }

  private LineBudget budget(Kind kind) {
    return Objects.requireNonNull(budgets.get(kind));
  }

  private void tellOmitted() {
    write(Level.INFO, "more such requests", Map.of("omitted", omitted.getAndSet(0)));
  }

  /** To the microsecond, and never in scientific notation. */
  private static BigDecimal seconds(long nanos) {
    return BigDecimal.valueOf(nanos / NANOS_PER_MICRO, DIGITS_OF_A_MICRO);
  }
}
