package dropwizardapm.service.endpoint;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether rejections are held back: while at least half of them stay away because of it.
 * Clients that wait for their answer before they ask again do; requests that come whatever became
 * of those before, as from many users behind a proxy, do not. For those each held rejection only
 * costs a connection and a second visit (20 µs of CPU instead of 12, at ten times the capacity with
 * fib 30). Which of the two they are cannot be seen in a request, so it is tried.
 */
final class HoldPolicy {
  /** Up to here rejections cost less than 1 % of a processor, not worth anybody's wait. */
  private static final int MANY_PER_SECOND = 500;

  /** In the second half of the first one the effect of holding can be seen. */
  private static final long WINDOW_NANOS = 2 * Pacer.HOLD_NANOS;

  /** So that at most one window in sixty holds in vain. */
  private static final long BETWEEN_TRIALS_NANOS = Duration.ofSeconds(30).toNanos();

  private long windowNanos;
  private int rejected;
  private boolean holding;
  private long perSecondAtOnce;
  private long nextTrialNanos;

  /**
   * Begins with rejections at once.
   *
   * @param now of a monotonic clock, in nanoseconds
   */
  HoldPolicy(long now) {
    windowNanos = now;
    nextTrialNanos = now;
  }

  /** Counts a rejection, and tells whether to hold it. */
  synchronized boolean holds(long now) {
    if (now - windowNanos >= WINDOW_NANOS) decide(now);
    rejected++;
    return holding;
  }

  private void decide(long now) {
    long elapsed = now - windowNanos;
    long perSecond = rejected * TimeUnit.SECONDS.toNanos(1) / elapsed;
    windowNanos = now;
    rejected = 0;
    if (!holding) {
      holding = perSecond >= MANY_PER_SECOND && now - nextTrialNanos >= 0;
      perSecondAtOnce = perSecond;
    } else if (perSecond * 2 > perSecondAtOnce) {
      holding = false;
      nextTrialNanos = now + BETWEEN_TRIALS_NANOS;
    } else if (elapsed >= 2 * WINDOW_NANOS) {
      holding = false;
    }
  }
}
