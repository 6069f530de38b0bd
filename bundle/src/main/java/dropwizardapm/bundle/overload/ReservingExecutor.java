package dropwizardapm.bundle.overload;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Gives requests that may block all threads of Jetty's pool but a few. Jetty sets up each new
 * connection on a thread of the pool: without one, neither our own pages nor systemd's watchdog
 * would be answered while a database keeps all requests waiting.
 */
final class ReservingExecutor {
  /** For new connections, and for those that go on after an answer. */
  private static final int KEPT = 4;

  /** A small pool keeps no more than this part of its threads. */
  private static final int PART = 4;

  /** As many as Dropwizard's pool queues where nobody says otherwise (maxQueuedRequests). */
  private static final int MAX_WAITING = 1_024;

  private record Task(Executor pool, Runnable work, Runnable rejection) {}

  private final Queue<Task> waiting = new ArrayDeque<>();
  private int running;
  private int limit;

  /**
   * Runs {@code work} on a thread of the pool, now or when one is free, or {@code rejection} where
   * too many wait already or the pool takes no more.
   */
  void execute(Executor pool, Runnable work, Runnable rejection) {
    Task task = new Task(pool, work, rejection);
    Place place = place(task);
    if (place == Place.RUN) start(task);
    else if (place == Place.REJECT) rejection.run();
  }

  private enum Place {
    RUN,
    WAIT,
    REJECT
  }

  private synchronized Place place(Task task) {
    if (running >= limit) limit = limit(task.pool);
    if (running < limit) {
      running++;
      return Place.RUN;
    }
    if (waiting.size() == MAX_WAITING) return Place.REJECT;
    waiting.add(task);
    return Place.WAIT;
  }

  private void start(Task task) {
    try {
      task.pool.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      task.rejection.run();
      startNext();
    }
  }

  /** The thread goes back to the pool in between, because its own connection may have more. */
  private void run(Task task) {
    try {
      task.work.run();
    } finally {
      startNext();
    }
  }

  private void startNext() {
    Task next = next();
    if (next != null) start(next);
  }

  private synchronized @Nullable Task next() {
    Task next = waiting.poll();
    if (next == null) running--;
    return next;
  }

  /** Not for each request, as it adds up what is leased. A pool of another kind has no bound. */
  private static int limit(Executor pool) {
    if (!(pool instanceof QueuedThreadPool threads)) return Integer.MAX_VALUE;
    int all = threads.getMaxThreads() - threads.getThreadPoolBudget().getLeasedThreads();
    return Math.max(1, all - Math.clamp(all / PART, 1, KEPT));
  }
}
