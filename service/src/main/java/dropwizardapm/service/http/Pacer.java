package dropwizardapm.service.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Slows down refusals once there are many. A client that asks again the moment it is refused would
 * otherwise get thousands of refusals a second, for which the time is missing that would have
 * answered it: 256 such clients took 85 % of the goodput. Held back, they ask four times a second.
 */
final class Pacer {
  private static final int IMMEDIATE_PER_SECOND = 500;
  private static final long HOLD_NANOS = Duration.ofMillis(250).toNanos();
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier clock;
  private final ConcurrentLinkedQueue<Held> held = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private long windowNanos;
  private int immediate;

  private record Held(long dueNanos, Runnable refusal) {}

  Pacer(LongSupplier clock) {
    this.clock = clock;
    this.windowNanos = clock.getAsLong();
    this.thread = Thread.ofPlatform().daemon().name("refusals").start(this::loop);
  }

  /** Runs it at once, or a quarter of a second later from a thread of its own. */
  void refuse(Runnable refusal) {
    long now = clock.getAsLong();
    if (isImmediate(now)) {
      refusal.run();
    } else {
      boolean first = held.isEmpty();
      held.add(new Held(now + HOLD_NANOS, refusal));
      if (first) LockSupport.unpark(thread);
    }
  }

  private synchronized boolean isImmediate(long now) {
    if (now - windowNanos >= WINDOW_NANOS) {
      windowNanos = now;
      immediate = 0;
    }
    return immediate++ < IMMEDIATE_PER_SECOND;
  }

  /** All are held equally long, so that the oldest is always the next. */
  private void loop() {
    while (!Thread.currentThread().isInterrupted()) {
      Held next = held.peek();
      if (next == null) {
        LockSupport.parkNanos(this, HOLD_NANOS);
      } else if (next.dueNanos - clock.getAsLong() > 0) {
        LockSupport.parkNanos(this, next.dueNanos - clock.getAsLong());
      } else {
        held.remove().refusal.run();
      }
    }
  }
}
