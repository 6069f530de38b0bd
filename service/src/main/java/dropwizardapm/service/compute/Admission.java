package dropwizardapm.service.compute;

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

  /** What to do with a request. */
  sealed interface Decision {
    /** Will be ready in time; takes this much of the backlog. */
    record Admit(long costNanos) implements Decision {}

    /** Would be late. */
    record Shed(int retryAfterSeconds) implements Decision {}

    /** Would be late even alone. */
    record Infeasible(int largestN) implements Decision {}
  }

  /** Is n, in 0..92, cheaper to compute than to queue? */
  boolean isTiny(int n) {
    return n <= Fibonacci.UNPOLLED_N && cost.nanos(n) <= inlineNanos;
  }

  /** For n in 0..92. */
  Decision decide(int n, Load load) {
    long own = cost.nanos(n);
    if (own > usableNanos) return new Decision.Infeasible(cost.largestWithin(usableNanos));
    if (readyInNanos(own, load) <= usableNanos) return new Decision.Admit(own);
    return new Decision.Shed(retryAfterSeconds(load));
  }

  /** Predicted time from admission to result. */
  double readyInNanos(long own, Load load) {
    double ahead =
        switch (Lane.of(own)) {
          case SMALL ->
              (double) load.smallNanos() / workers / (load.largeNanos() == 0 ? 1 : FAIR_SHARE);
          case LARGE ->
              (double) load.smallNanos() / workers
                  + load.largeNanos() / (double) workers / left(load);
        };
    return ahead + (Lane.of(own) == Lane.SMALL ? own : own / left(load));
  }

  /** What small requests, as many as lately, leave of a worker's time to a large one. */
  private static double left(Load load) {
    return 1 - Math.min(load.smallShare(), FAIR_SHARE);
  }

  /** Whole seconds until the backlog is worked off, at least 1. */
  int retryAfterSeconds(Load load) {
    return (int) Math.max(1, Math.ceilDiv(load.nanos() / workers, NANOS_PER_SECOND));
  }

  /** The predicted work at which requests that go before all others are shed, over all workers. */
  long backlogLimitNanos() {
    return usableNanos * workers;
  }
}
