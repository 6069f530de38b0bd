package dropwizardapm.service.compute;

import java.time.Duration;

/**
 * What the pool may take on.
 *
 * @param workers computations that run at once
 * @param deadline time from arrival to result within which an admitted request is answered
 * @param inline predicted cost up to which a request is computed at once, past the queue
 */
public record Limits(int workers, Duration deadline, Duration inline) {
  public Limits {
    if (workers < 1)
      throw new IllegalArgumentException("workers must be at least 1, is " + workers);
    if (deadline.isNegative() || deadline.isZero())
      throw new IllegalArgumentException("deadline must be positive, is " + deadline);
    if (inline.isNegative())
      throw new IllegalArgumentException("inline must not be negative, is " + inline);
  }
}
