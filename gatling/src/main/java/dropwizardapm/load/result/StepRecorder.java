package dropwizardapm.load.result;

import java.util.Arrays;

/**
 * Collects one step's requests while it runs; any thread may call it.
 *
 * <p>Keeps every latency, so percentiles are exact: 8 bytes a request, 300 kB for the promised
 * table's largest step.
 */
public final class StepRecorder {
  private final int offeredRps;
  private long[] okNanos = new long[1024];
  private int ok;
  private int started;
  private int rejected;
  private int errors;
  private double computationMillis;
  private long origin;
  private long lastStart;
  private long lastEnd;

  /** What the step sets out to send per second. */
  public StepRecorder(int offeredRps) {
    this.offeredRps = offeredRps;
  }

  /** Notes that a request goes out; true for the first one of the step. */
  public synchronized boolean start(long nanoTime) {
    if (started == 0) origin = nanoTime;
    lastStart = Math.max(lastStart, nanoTime - origin);
    return ++started == 1;
  }

  /**
   * Notes how a request ended.
   *
   * @param computationMillis as the service says; NaN where it does not
   */
  public synchronized void end(
      Outcome outcome, long startNanoTime, long endNanoTime, double computationMillis) {
    lastEnd = Math.max(lastEnd, endNanoTime - origin);
    switch (outcome) {
      case OK -> {
        add(endNanoTime - startNanoTime);
        this.computationMillis += computationMillis;
      }
      case REJECTED -> rejected++;
      case ERROR -> errors++;
    }
  }

  /** What has come in so far. */
  public synchronized StepResult result() {
    return new StepResult(
        offeredRps,
        started,
        lastStart,
        lastEnd,
        Latencies.of(Arrays.copyOf(okNanos, ok)),
        computationMillis / ok,
        ok,
        rejected,
        errors);
  }

  private void add(long nanos) {
    if (ok == okNanos.length) okNanos = Arrays.copyOf(okNanos, 2 * ok);
    okNanos[ok++] = nanos;
  }
}
