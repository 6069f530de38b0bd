package dropwizardapm.service.compute;

/** How a request for a computation ended. */
public sealed interface Outcome {
  /** The result, the nanoseconds that the recursion took and those that it waited for a worker. */
  record Done(int n, long result, long computeNanos, long waitNanos) implements Outcome {}

  /** Without a result. That is expected under load, so it is a value and not an exception. */
  sealed interface Rejected extends Outcome {}

  /**
   * Not let in: the work admitted before would make it late. Worth a retry after that many seconds.
   */
  record Overload(int retryAfterSeconds) implements Rejected {}

  /** Not let in: it could not meet the deadline on an idle service; {@code largestN} could. */
  record Infeasible(int largestN) implements Rejected {}

  /** Let in, but the deadline passed before it was done. */
  record Late(int retryAfterSeconds) implements Rejected {}

  /** Not let in: the pool is closing. */
  record Draining() implements Rejected {}
}
