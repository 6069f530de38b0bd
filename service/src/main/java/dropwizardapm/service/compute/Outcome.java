package dropwizardapm.service.compute;

/**
 * How a request for a computation ended. Rejection is expected under load, so it is a value and not
 * an exception.
 */
public sealed interface Outcome {
  /** The result, the nanoseconds that the recursion took and those that it waited for a worker. */
  record Done(int n, long result, long computeNanos, long waitNanos) implements Outcome {}

  /**
   * Refused at the door: the work admitted before would make it late. Worth a retry after that many
   * seconds.
   */
  record Shed(int retryAfterSeconds) implements Outcome {}

  /** Admitted, but the deadline passed before it was done. */
  record Expired(int retryAfterSeconds) implements Outcome {}

  /** Could not meet the deadline on an idle service; {@code largestN} could. */
  record Infeasible(int largestN) implements Outcome {}

  /** Not accepting work: the pool is closing. */
  record Closed() implements Outcome {}
}
