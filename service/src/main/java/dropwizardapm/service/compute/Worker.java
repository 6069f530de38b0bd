package dropwizardapm.service.compute;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One computing thread: takes jobs, drops what cannot finish in time, stops what nobody can use any
 * more, and in the middle of a large job lets small ones go first.
 */
final class Worker implements Runnable, Fibonacci.Poll {
  /** Ends a recursion. Without a stack trace: it is thrown when there is no time to lose. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Stop() {
      super("stopped", null, false, false);
    }
  }

  private final ComputePool pool;
  private final LongSupplier clock;
  private @Nullable Job current;
  private long startNanos;
  private long pausedNanos;
  private volatile boolean busy;
  private volatile long lastSignNanos;

  Worker(ComputePool pool, LongSupplier clock) {
    this.pool = pool;
    this.clock = clock;
    this.lastSignNanos = clock.getAsLong();
  }

  @Override
  public void run() {
    for (Job job = pool.queue().take(); job != null; job = pool.queue().take()) {
      lastSignNanos = clock.getAsLong();
      busy = true;
      process(job);
      busy = false;
    }
  }

  private void process(Job job) {
    current = job;
    startNanos = clock.getAsLong();
    pausedNanos = 0;
    Outcome outcome;
    try {
      outcome = compute(job);
    } finally {
      current = null;
      pool.release(job);
    }
    job.end(outcome);
  }

  private Outcome compute(Job job) {
    long start = startNanos;
    if (start + job.costNanos - job.deadlineNanos > 0) return pool.late();
    try {
      long result = Fibonacci.of(job.n, this);
      long took = clock.getAsLong() - start - pausedNanos;
      pool.observe(job, took);
      return new Outcome.Done(job.n, result, took, start - job.arrivedNanos);
    } catch (Stop stop) {
      pool.observeGivenUp(job, clock.getAsLong() - start - pausedNanos);
      return pool.late();
    }
  }

  @Override
  public void poll() {
    long now = clock.getAsLong();
    lastSignNanos = now;
    Job job = current;
    if (job == null) return;
    if (now - job.deadlineNanos > 0) throw new Stop();
    if (job.sizeClass == SizeClass.LARGE && mayPause(now)) {
      Job small = pool.queue().pollSmall();
      if (small != null) interrupt(job, small, now);
    }
  }

  /** A large job keeps its share of the time since it started. */
  private boolean mayPause(long now) {
    return pausedNanos <= (now - startNanos) * (1 - Admission.FAIR_SHARE);
  }

  /** Runs the small job on top of the large one; no deeper, because a small one does not pause. */
  private void interrupt(Job large, Job small, long now) {
    long largeStart = startNanos;
    long largePaused = pausedNanos;
    try {
      process(small);
    } finally {
      current = large;
      startNanos = largeStart;
      pausedNanos = largePaused + clock.getAsLong() - now;
    }
  }

  boolean busy() {
    return busy;
  }

  /** Nanoseconds since this worker was last seen working; 0 where it has nothing to do. */
  long silentNanos() {
    return busy ? Math.max(0, clock.getAsLong() - lastSignNanos) : 0;
  }
}
