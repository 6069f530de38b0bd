package dropwizardapm.load.result;

/**
 * One row of the table.
 *
 * @param offeredRps what the step set out to send per second
 * @param lastStartNanos from the first request's start to the last one's
 * @param lastEndNanos from the first request's start to the last answer
 * @param latencies of OK answers only: rejected ones are fast and would flatter
 * @param computationMillis mean of what the service says it computed for an OK answer; NaN if it
 *     does not
 */
public record StepResult(
    int offeredRps,
    int started,
    long lastStartNanos,
    long lastEndNanos,
    Latencies latencies,
    double computationMillis,
    int ok,
    int rejected,
    int errors) {
  private static final double GENERATOR_BOUND = 0.98;

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
    double scheduledNanos = 1e9 * started / offeredRps;
    return started == 0 ? 0 : ok * 1e9 / Math.max((double) lastEndNanos, scheduledNanos);
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
}
