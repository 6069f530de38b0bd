package dropwizardapm.load.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows as tests need them. */
public final class Steps {
  private static final long SECOND = 1_000_000_000L;

  private Steps() {}

  /** As the recorder would give it, without what is rarely looked at. */
  static StepResult of(
      int rps,
      int started,
      long lastStartNanos,
      long lastEndNanos,
      Latencies latencies,
      double computationMillis,
      int ok,
      int rejected,
      int errors) {
    return new StepResult(
        "",
        rps,
        started,
        lastStartNanos,
        lastEndNanos,
        latencies,
        computationMillis,
        ok,
        rejected,
        errors,
        Instant.EPOCH,
        List.of(),
        Map.of());
  }

  /** Ten seconds at a rate, all sent on time and answered in so many milliseconds. */
  public static StepResult calm(int rps, double millis) {
    return row(rps, 10 * rps, 0, 0, millis);
  }

  /** Ten seconds at a rate, all sent on time. */
  public static StepResult row(int rps, int ok, int rejected, int errors, double millis) {
    StepResult row =
        of(
            rps,
            ok + rejected + errors,
            (ok + rejected + errors - 1) * SECOND / rps,
            10 * SECOND,
            new Latencies(millis, millis, millis, millis, millis),
            Double.NaN,
            ok,
            rejected,
            errors);
    return during(IntStream.range(0, 10).mapToObj(_ -> second(millis)).toList(), row);
  }

  /** The same row under another title. */
  public static StepResult titled(String title, StepResult row) {
    return changed(title, row.lastStartNanos(), row.seconds(), row);
  }

  /** The same requests, sent in so many seconds. */
  public static StepResult sentIn(double seconds, StepResult row) {
    return changed(row.title(), (long) (seconds * SECOND), row.seconds(), row);
  }

  /** The same row with other seconds. */
  public static StepResult during(List<Second> seconds, StepResult row) {
    return changed(row.title(), row.lastStartNanos(), seconds, row);
  }

  /** A second in which all was well. */
  public static Second second(double millis) {
    return new Second(1, 0, 0, new Latencies(millis, millis, millis, millis, millis));
  }

  private static StepResult changed(
      String title, long lastStartNanos, List<Second> seconds, StepResult row) {
    return new StepResult(
        title,
        row.offeredRps(),
        row.started(),
        lastStartNanos,
        row.lastEndNanos(),
        row.latencies(),
        row.computationMillis(),
        row.ok(),
        row.rejected(),
        row.errors(),
        row.begin(),
        seconds,
        row.figures());
  }
}
