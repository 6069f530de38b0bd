package dropwizardapm.bundle.bulkhead;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls code that is not ours, which may throw anything and may never return. Whoever asks gets an
 * answer within a bound, and what hangs holds one thread and is not asked again until it returns.
 *
 * <p>All are asked in turn on one thread, because a hand-over for each would cost more than most
 * answers. Where one is slow, another thread goes on behind it.
 */
public final class Bulkhead {
  /** An answer takes microseconds. */
  private static final long SLOW_NANOS = Duration.ofMillis(50).toNanos();

  private final long limitNanos;
  private final Executor threads;
  private final Set<Object> hanging = ConcurrentHashMap.newKeySet();

  /**
   * Asks nobody yet.
   *
   * @param maxThreads how many may hang at once; while so many do, nobody else is asked
   * @param limit how long {@link #ask} takes at most
   */
  public Bulkhead(String threadName, int maxThreads, Duration limit) {
    this.limitNanos = limit.toNanos();
    this.threads =
        new ThreadPoolExecutor(
            0,
            maxThreads,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name(threadName).factory());
  }

  /**
   * Puts the question to each, and has their answers in the same order. Whoever hangs is known
   * again by {@code equals}.
   */
  public <T, R> List<Answer<R>> ask(List<T> all, Function<T, @Nullable R> question) {
    Round<T, R> round = new Round<>(all, question, hanging);
    long end = System.nanoTime() + limitNanos;
    try {
      boolean more = true;
      while (more) {
        more = start(round) && round.isStuck(SLOW_NANOS, end);
      }
      round.await(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return round.close();
  }

  /** False where no thread is left. */
  private boolean start(Round<?, ?> round) {
    try {
      round.begin();
      threads.execute(round);
      return true;
    } catch (RejectedExecutionException e) {
      round.end();
      return false;
    }
  }
}
