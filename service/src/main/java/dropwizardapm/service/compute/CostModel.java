package dropwizardapm.service.compute;

/**
 * What a computation will cost, in nanoseconds of one worker: exact number of calls × the time per
 * call. The time per call starts as a guess on the slow side and follows finished work, so that it
 * also covers what the machine loses to others.
 */
final class CostModel {
  /**
   * Work below this number of calls (about 20 µs) says more about the clock than about the call.
   */
  private static final long MIN_OBSERVED_CALLS = 20_000;

  /**
   * One finished job moves the estimate by an eighth: ten jobs replace it, one outlier does not.
   */
  private static final double WEIGHT = 0.125;

  /**
   * A worker that was descheduled looks like an expensive call; one observation counts at most this
   * much.
   */
  private static final double MAX_JUMP = 4;

  private final long[] calls = new long[Fibonacci.MAX_N + 1];
  private volatile double nanosPerCall;

  CostModel(double nanosPerCall) {
    this.nanosPerCall = nanosPerCall;
    for (int n = 0; n < calls.length; n++) {
      calls[n] = Fibonacci.calls(n);
    }
  }

  /** Predicted nanoseconds for n in 0..92, saturating. */
  long nanos(int n) {
    return (long) (calls[n] * nanosPerCall);
  }

  double nanosPerCall() {
    return nanosPerCall;
  }

  /** Largest n predicted to take at most {@code nanos}; −1 where not even n = 0 does. */
  int largestWithin(long nanos) {
    int n = Fibonacci.MAX_N;
    while (n >= 0 && nanos(n) > nanos) {
      n--;
    }
    return n;
  }

  /** Corrects the estimate by a computation of n that took {@code nanos}. */
  synchronized void observe(int n, long nanos) {
    if (calls[n] < MIN_OBSERVED_CALLS) return;
    double seen = Math.min((double) nanos / calls[n], nanosPerCall * MAX_JUMP);
    nanosPerCall += WEIGHT * (seen - nanosPerCall);
  }

  /**
   * Corrects the estimate by a computation of n that was given up after {@code nanos}. It would
   * have taken longer; left out, just the slowest would never count, and on a machine that others
   * slow down ever more would be admitted in vain.
   */
  void observeGivenUp(int n, long nanos) {
    if (nanos > nanos(n)) observe(n, nanos);
  }

  @Override
  public String toString() {
    return "CostModel{nanosPerCall=" + nanosPerCall + '}';
  }
}
