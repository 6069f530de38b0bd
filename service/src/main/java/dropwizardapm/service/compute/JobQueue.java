package dropwizardapm.service.compute;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Admitted jobs, first come first served within a size class, the small before the large. Bounded
 * by the admission and not here.
 */
final class JobQueue {
  // Unfair: a fair one costs a third of the throughput, and order among the waiting workers means
  // nothing.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Job> small = new ArrayDeque<>();
  private final ArrayDeque<Job> large = new ArrayDeque<>();
  private volatile boolean smallWaiting;
  private boolean closed;

  /** False where the queue is closed. */
  boolean add(Job job) {
    lock.lock();
    try {
      if (closed) return false;
      (job.sizeClass == SizeClass.SMALL ? small : large).add(job);
      smallWaiting = !small.isEmpty();
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The next job, waiting for one; null once closed and empty. */
  @Nullable Job take() {
    lock.lock();
    try {
      while (true) {
        Job job = next();
        if (job != null || closed) return job;
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A small job if there is one, without waiting. */
  @Nullable Job pollSmall() {
    if (!smallWaiting) return null;
    lock.lock();
    try {
      Job job = small.poll();
      smallWaiting = !small.isEmpty();
      return job;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job next() {
    Job job = small.poll();
    smallWaiting = !small.isEmpty();
    return job == null ? large.poll() : job;
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
