package dropwizardapm.service.compute;

import java.util.function.LongSupplier;

/** How much of the workers' time something took lately, fading with a time constant of a second. */
final class RecentShare {
  private static final double TAU_NANOS = 1e9;

  private final double capacity;
  private final LongSupplier clock;
  private double nanos;
  private long asOfNanos;

  RecentShare(int workers, LongSupplier clock) {
    this.capacity = workers * TAU_NANOS;
    this.clock = clock;
    this.asOfNanos = clock.getAsLong();
  }

  synchronized void add(long tookNanos) {
    fade();
    nanos += tookNanos;
  }

  /** From 0, nothing, to about 1, all of it. */
  synchronized double get() {
    fade();
    return nanos / capacity;
  }

  private void fade() {
    long now = clock.getAsLong();
    nanos *= Math.exp(-Math.max(0, now - asOfNanos) / TAU_NANOS);
    asOfNanos = now;
  }
}
