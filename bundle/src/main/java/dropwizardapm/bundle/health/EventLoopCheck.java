package dropwizardapm.bundle.health;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Do the event loops still run what they are given? All requests begin on one of them, so that a
 * handler that blocks there takes every other connection of that loop with it.
 */
public final class EventLoopCheck extends HealthCheck {
  private final Duration limit;
  private final LongSupplier clock;
  private volatile List<Loop> loops = List.of();

  /**
   * @param limit how long a loop may leave a task waiting
   * @param clock as {@link System#nanoTime()}
   */
  public EventLoopCheck(Duration limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** From now on about these; each runs what it is given on its loop's thread. */
  public void watch(List<Executor> eventLoops) {
    loops = eventLoops.stream().map(Loop::new).toList();
  }

  @Override
  protected Result check() {
    long longest = loops.stream().mapToLong(Loop::silentNanos).max().orElse(0);
    return longest <= limit.toNanos()
        ? Result.healthy()
        : Result.unhealthy("an event loop has not turned for %.1f s", longest / 1e9);
  }

  private final class Loop {
    private final Executor executor;
    private volatile boolean asked;
    private long askedNanos;

    Loop(Executor executor) {
      this.executor = executor;
    }

    /** Asks anew once the last question was answered; only one is ever on its way. */
    long silentNanos() {
      long now = clock.getAsLong();
      if (asked) return now - askedNanos;
      askedNanos = now;
      asked = true;
      executor.execute(() -> asked = false);
      return 0;
    }
  }
}
