package dropwizardapm.service.compute;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One computing thread: takes jobs, drops what cannot finish in time, stops what nobody can use any
 * more.
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
  private volatile boolean busy;
  private volatile long lastSignNanos;

  Worker(ComputePool pool, LongSupplier clock) {
    this.pool = pool;
    this.clock = clock;
    this.lastSignNanos = clock.getAsLong();
  }

  @Override
  public void run() {
    for (Job job = pool.take(); job != null; job = pool.take()) {
      process(job);
    }
  }

  private void process(Job job) {
    current = job;
    lastSignNanos = clock.getAsLong();
    busy = true;
    Outcome outcome;
    try {
      outcome = compute(job);
    } finally {
      busy = false;
      current = null;
      pool.release(job);
    }
    job.end(outcome);
  }

  private Outcome compute(Job job) {
    long start = clock.getAsLong();
    if (job.cancelled()) return new Outcome.Cancelled();
    if (start + job.costNanos - job.deadlineNanos > 0) return pool.expired();
    try {
      long result = Fibonacci.of(job.n, this);
      long took = clock.getAsLong() - start;
      pool.observe(job.n, took);
      return new Outcome.Done(job.n, result, took, start - job.arrivedNanos);
    } catch (Stop stop) {
      return job.cancelled() ? new Outcome.Cancelled() : pool.expired();
    }
  }

  @Override
  public void poll() {
    long now = clock.getAsLong();
    lastSignNanos = now;
    Job job = current;
    if (job != null && (job.cancelled() || now - job.deadlineNanos > 0)) throw new Stop();
  }

  boolean busy() {
    return busy;
  }

  /** Nanoseconds since this worker was last seen working; 0 where it has nothing to do. */
  long silentNanos() {
    return busy ? Math.max(0, clock.getAsLong() - lastSignNanos) : 0;
  }
}
