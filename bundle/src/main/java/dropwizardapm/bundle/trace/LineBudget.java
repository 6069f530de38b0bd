package dropwizardapm.bundle.trace;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many lines in each second. */
final class LineBudget {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private final LongSupplier clock;
  private long windowNanos;
  private int taken;

  /**
   * @param clock as {@link System#nanoTime()}
   */
  LineBudget(int perSecond, LongSupplier clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.windowNanos = clock.getAsLong();
  }

  /** Is there room for one more now? It is taken then. */
  synchronized boolean take() {
    long now = clock.getAsLong();
    if (now - windowNanos >= WINDOW_NANOS) {
      windowNanos = now;
      taken = 0;
    }
    return taken < perSecond && taken++ < perSecond;
  }
}
