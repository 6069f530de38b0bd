package dropwizardapm.load.result;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of the table.
 *
 * @param title what tells it from other rows of its rate; may be empty
 * @param offeredRps what the step set out to send per second; 0 where the answers decided
 * @param lastStartNanos from the first request's start to the last one's
 * @param lastEndNanos from the first request's start to the last answer
 * @param latencies of OK answers only: rejected ones are fast and would flatter
 * @param computationMillis mean of what the service says it computed for an OK answer; NaN if it
 *     does not
 * @param begin when the first request left
 * @param seconds the step second by second
 * @param figures what was seen beside the requests, by the name of its column, such as
 *     health_max_ms
 */
public record StepResult(
    String title,
    int offeredRps,
    int started,
    long lastStartNanos,
    long lastEndNanos,
    Latencies latencies,
    double computationMillis,
    int ok,
    int rejected,
    int errors,
    Instant begin,
    List<Second> seconds,
    Map<String, Double> figures) {
  private static final double GENERATOR_BOUND = 0.98;

  /** When the last answer came. */
  public Instant end() {
    return begin.plusNanos(lastEndNanos);
  }

  /** The same row with more figures. */
  public StepResult with(Map<String, Double> more) {
    Map<String, Double> all = new LinkedHashMap<>(figures);
    all.putAll(more);
    return new StepResult(
        title,
        offeredRps,
        started,
        lastStartNanos,
        lastEndNanos,
        latencies,
        computationMillis,
        ok,
        rejected,
        errors,
        begin,
        seconds,
        all);
  }

  /** One of the figures; NaN where it was not seen. */
  public double figure(String name) {
    return figures.getOrDefault(name, Double.NaN);
  }

  /**
   * What the generator really sent per second. Arrivals are scheduled and do not wait for answers,
   * so a generator without enough CPU shows by sending later than it should.
   */
  public double achievedRps() {
    if (started == 0) return 0;
    if (lastStartNanos <= 0) return offeredRps;
    return (started - 1) * 1e9 / lastStartNanos;
  }

  /** OK answers per second, from the first request to the last answer. */
  public double goodputRps() {
    if (started == 0) return 0;
    double scheduledNanos = offeredRps == 0 ? 1 : 1e9 * started / offeredRps;
    return ok * 1e9 / Math.max((double) lastEndNanos, scheduledNanos);
  }

  /** True: the row says what the generator can do, not what the service can. */
  public boolean generatorBound() {
    return achievedRps() < GENERATOR_BOUND * offeredRps;
  }

  /**
   * Requests that ended in anything but OK, in percent; rejected ones count, as in the error rate
   * on the dashboard.
   */
  public double errorPercent() {
    int all = ok + rejected + errors;
    return all == 0 ? 0 : 100.0 * (rejected + errors) / all;
  }

  /**
   * By how many milliseconds the usual latency (p50) grows each second. Beyond what the service can
   * take, its queue grows as long as the load lasts, also where the step ends before it is long.
   */
  public double growth() {
    return Trend.slope(seconds.stream().mapToDouble(s -> s.latencies().p50()).toArray());
  }
}
