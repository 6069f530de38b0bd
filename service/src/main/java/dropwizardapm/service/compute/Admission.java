package dropwizardapm.service.compute;

/**
 * Decides from predicted work whether a request can be answered before its deadline. Policy only:
 * it holds no state but the cost model and changes nothing.
 */
final class Admission {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final CostModel cost;
  private final int workers;
  private final long deadlineNanos;
  private final long inlineNanos;

  Admission(CostModel cost, Limits limits) {
    this.cost = cost;
    this.workers = limits.workers();
    this.deadlineNanos = limits.deadline().toNanos();
    this.inlineNanos = limits.inline().toNanos();
  }

  /** What to do with a request. */
  sealed interface Decision {
    /** Cheaper to compute than to queue. */
    record Inline() implements Decision {}

    /** Will be ready in time; takes this much of the backlog. */
    record Admit(long costNanos) implements Decision {}

    /** Would be late. */
    record Shed(int retryAfterSeconds) implements Decision {}

    /** Would be late even alone. */
    record Infeasible(int largestN) implements Decision {}
  }

  private static final Decision INLINE = new Decision.Inline();

  /**
   * For n in 0..92 and the predicted nanoseconds of work admitted and not finished, over all
   * workers.
   */
  Decision decide(int n, long backlogNanos) {
    long own = cost.nanos(n);
    if (own <= inlineNanos) return INLINE;
    if (own > deadlineNanos) return new Decision.Infeasible(cost.largestWithin(deadlineNanos));
    if (backlogNanos / workers + own <= deadlineNanos) return new Decision.Admit(own);
    return new Decision.Shed(retryAfterSeconds(backlogNanos));
  }

  /** Whole seconds until the backlog is worked off, at least 1. */
  int retryAfterSeconds(long backlogNanos) {
    return (int) Math.max(1, Math.ceilDiv(backlogNanos / workers, NANOS_PER_SECOND));
  }

  /** The most predicted work that can be admitted, over all workers. */
  long backlogLimitNanos() {
    return deadlineNanos * workers;
  }
}
