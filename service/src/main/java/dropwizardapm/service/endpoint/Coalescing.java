package dropwizardapm.service.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Lets requests gather while there are rejections, as network cards coalesce interrupts: an event
 * loop that has rejected something rests before it looks for more. Without this each request
 * interrupts the computation of another, and thousands of times a second that costs as much as the
 * rejections themselves (docs/performance.md, "Overload").
 *
 * @param <C> what has event loops
 */
final class Coalescing<C> {
  /**
   * Of 8 000 requests a second this makes batches of 32. Small requests and {@code /health} wait as
   * much longer, a tenth of what they may take.
   */
  static final Duration REST = Duration.ofMillis(4);

  private final Function<C, List<Executor>> eventLoops;
  private final LongConsumer sleep;
  private final Map<C, List<Loop>> loops = new ConcurrentHashMap<>();

  /**
   * Rests where it is told to.
   *
   * @param eventLoops those of one, which run a task once they have done what they know of
   * @param sleep blocks for nanoseconds, or less when interrupted
   */
  Coalescing(Function<C, List<Executor>> eventLoops, LongConsumer sleep) {
    this.eventLoops = eventLoops;
    this.sleep = sleep;
  }

  /** All loops rest once, soon; those that are about to already do not rest twice. */
  void rest(C owner) {
    for (Loop loop : loops.computeIfAbsent(owner, this::find)) {
      loop.rest();
    }
  }

  private List<Loop> find(C owner) {
    return eventLoops.apply(owner).stream().map(Loop::new).toList();
  }

  private final class Loop {
    private final Executor executor;
    private final AtomicBoolean resting = new AtomicBoolean();

    Loop(Executor executor) {
      this.executor = executor;
    }

    void rest() {
      if (!resting.compareAndSet(false, true)) return;
      executor.execute(
          () -> {
            sleep.accept(REST.toNanos());
            resting.set(false);
          });
    }
  }
}
