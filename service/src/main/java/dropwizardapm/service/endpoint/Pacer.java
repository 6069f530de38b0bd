package dropwizardapm.service.endpoint;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down rejections while that makes the clients ask less often. A client that asks again the
 * moment it is rejected would otherwise get thousands of rejections a second, for which the time is
 * missing that would have answered it: 256 such clients took 85 % of the goodput. Held back, they
 * ask four times a second.
 */
final class Pacer {
  private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);

  /** How long a rejection is held. */
  static final long HOLD_NANOS = Duration.ofMillis(250).toNanos();

  /**
   * An answer from another thread than the selector's wakes the selector; so the next rejection
   * takes with it what is due (goodput at 5 × capacity: 92 % of the peak instead of 86), and only
   * where none comes in this time does a thread of its own.
   */
  private static final long GRACE_NANOS = Duration.ofMillis(10).toNanos();

  /** Each holds a connection, of which there are some thousands. */
  private static final int MAX_HELD = 1_000;

  /** The one whose turn it is waits for those that it takes along. */
  private static final int MAX_TAKEN_ALONG = 8;

  private final LongSupplier clock;
  private final ConcurrentLinkedQueue<Held> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger heldCount = new AtomicInteger();
  private final AtomicBoolean releasing = new AtomicBoolean();
  private final Thread thread;
  private final AtomicBoolean started = new AtomicBoolean();
  private final HoldPolicy policy;

  private record Held(long dueNanos, Runnable rejection) {}

  Pacer(LongSupplier clock) {
    this.clock = clock;
    this.policy = new HoldPolicy(clock.getAsLong());
    this.thread = Thread.ofPlatform().daemon().name("rejections").unstarted(this::loop);
  }

  /**
   * Runs it at once, or a quarter of a second later on whatever thread comes by then.
   *
   * @return whether it is held
   */
  boolean reject(Runnable rejection) {
    long now = clock.getAsLong();
    releaseDue(now);
    if (policy.holds(now) && heldCount.get() < MAX_HELD) {
      held.add(new Held(now + HOLD_NANOS, rejection));
      if (heldCount.getAndIncrement() == 0) wake();
      return true;
    }
    rejection.run();
    return false;
  }

  private void wake() {
    if (started.compareAndSet(false, true)) thread.start();
    else LockSupport.unpark(thread);
  }

  /** All are held equally long, so that the oldest is always the next. */
  private void releaseDue(long now) {
    if (!releasing.compareAndSet(false, true)) return;
    try {
      Held next = held.peek();
      for (int i = 0; i < MAX_TAKEN_ALONG && next != null && next.dueNanos - now <= 0; i++) {
        held.remove();
        heldCount.decrementAndGet();
        release(next);
        next = held.peek();
      }
    } finally {
      releasing.set(false);
    }
  }

  /**
   * Neither the other rejections nor the request that takes this one along is to suffer from it.
   */
  private static void release(Held next) {
    try {
      next.rejection.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a held rejection cannot be answered", e);
    }
  }

  private void loop() {
    while (!Thread.currentThread().isInterrupted()) {
      long overdue = clock.getAsLong() - GRACE_NANOS;
      releaseDue(overdue);
      Held next = held.peek();
      if (next == null) LockSupport.park(this);
      else LockSupport.parkNanos(this, next.dueNanos - overdue);
    }
  }
}
