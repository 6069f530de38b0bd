package dropwizardapm.service.compute;

import org.jspecify.annotations.Nullable;

/**
 * Decides from predicted work whether a request can be answered before its deadline. Policy only:
 * it holds no state but the cost model and changes nothing.
 */
final class Admission {
  /**
   * The part of its time that a large request keeps while small ones interrupt it, and that small
   * ones can count on while there are large ones.
   */
  static final double FAIR_SHARE = 0.5;

  /** Predictions err; a request that is admitted and then late has cost its work for nothing. */
  private static final double HEADROOM = 0.9;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final CostModel cost;
  private final int workers;
  private final long usableNanos;
  private final long inlineNanos;

  Admission(CostModel cost, Limits limits) {
    this.cost = cost;
    this.workers = limits.workers();
    this.usableNanos = (long) (limits.deadline().toNanos() * HEADROOM);
    this.inlineNanos = limits.inline().toNanos();
  }

  /** Is n, in 0..92, cheaper to compute than to queue? */
  boolean isTiny(int n) {
    return n <= Fibonacci.UNPOLLED_N && cost.nanos(n) <= inlineNanos;
  }

  /** Why not to let in what costs {@code own} nanoseconds; null where it will be ready in time. */
  Outcome.@Nullable Rejected reject(long own, Backlog backlog) {
    if (own > usableNanos) return new Outcome.Infeasible(cost.largestWithin(usableNanos));
    if (readyInNanos(own, backlog) <= usableNanos) return null;
    return new Outcome.Overload(retryAfterSeconds(backlog));
  }

  /** Predicted time from admission to result. */
  double readyInNanos(long own, Backlog backlog) {
    double ahead =
        switch (SizeClass.of(own)) {
          case SMALL ->
              (double) backlog.smallNanos()
                  / workers
                  / (backlog.largeNanos() == 0 ? 1 : FAIR_SHARE);
          case LARGE ->
              (double) backlog.smallNanos() / workers
                  + backlog.largeNanos() / (double) workers / left(backlog);
        };
    return ahead + (SizeClass.of(own) == SizeClass.SMALL ? own : own / left(backlog));
  }

  /** What small requests, as many as lately, leave of a worker's time to a large one. */
  private static double left(Backlog backlog) {
    return 1 - Math.min(backlog.smallShare(), FAIR_SHARE);
  }

  /** Whole seconds until the backlog is worked off, at least 1. */
  int retryAfterSeconds(Backlog backlog) {
    return (int) Math.max(1, Math.ceilDiv(backlog.nanos() / workers, NANOS_PER_SECOND));
  }

  /**
   * The predicted work at which requests that go before all others are rejected, over all workers.
   */
  long backlogLimitNanos() {
    return usableNanos * workers;
  }
}
