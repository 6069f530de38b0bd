package dropwizardapm.service.compute;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Enforces {@link Admission} with a fixed number of threads and, for each {@link SizeClass}, one
 * number: the predicted nanoseconds of all work admitted and not finished.
 *
 * <p>Invariant: a class's number is the sum of the costs of its jobs that are queued or running, so
 * what waits is bounded by time and not by count.
 */
public final class ComputePool implements AutoCloseable {
  /**
   * On the slow side of what a cold machine needs, so that the first predictions err towards
   * waiting less.
   */
  private static final double INITIAL_NANOS_PER_CALL = 2.5;

  private final JobQueue queue = new JobQueue();
  private final AtomicLong smallNanos = new AtomicLong();
  private final AtomicLong largeNanos = new AtomicLong();
  private final CostModel cost = new CostModel(INITIAL_NANOS_PER_CALL);
  private final Limits limits;
  private final Admission admission;
  private final RecentShare smallShare;
  private final LongSupplier clock;
  private final List<Worker> workers;
  private final List<Thread> threads;
  private volatile boolean closed;

  /**
   * Starts the workers.
   *
   * @param clock as {@link System#nanoTime()}
   */
  public ComputePool(Limits limits, ThreadFactory threadFactory, LongSupplier clock) {
    this.limits = limits;
    this.clock = clock;
    this.admission = new Admission(cost, limits);
    this.smallShare = new RecentShare(limits.workers(), clock);
    this.workers = Stream.generate(() -> new Worker(this, clock)).limit(limits.workers()).toList();
    this.threads = workers.stream().map(threadFactory::newThread).toList();
    threads.forEach(Thread::start);
  }

  /** Largest n that {@link #submit} knows; the result of the next one does not fit. */
  public static int maxN() {
    return Fibonacci.MAX_N;
  }

  /**
   * Computes the n-th Fibonacci number, n in 0..92, and hands the outcome to {@code completion}
   * exactly once: from a worker, or before this returns.
   */
  public void submit(int n, Consumer<Outcome> completion) {
    if (closed) {
      completion.accept(new Outcome.Draining());
      return;
    }
    long arrived = clock.getAsLong();
    if (admission.isTiny(n)) {
      long result = Fibonacci.of(n);
      completion.accept(new Outcome.Done(n, result, clock.getAsLong() - arrived, 0));
      return;
    }
    while (true) {
      Backlog backlog = backlog();
      long costNanos = cost.nanos(n);
      Outcome.Rejected rejected = admission.reject(costNanos, backlog);
      if (rejected != null) {
        completion.accept(rejected);
        return;
      }
      if (!reserve(backlog, costNanos)) continue;
      Job job = new Job(n, costNanos, arrived, arrived + limits.deadline().toNanos(), completion);
      if (!queue.add(job)) {
        release(job);
        completion.accept(new Outcome.Draining());
      }
      return;
    }
  }

  private Backlog backlog() {
    return new Backlog(smallNanos.get(), largeNanos.get(), smallShare.get());
  }

  /**
   * Takes the cost from the class's room, unless somebody else has changed it since the decision.
   */
  private boolean reserve(Backlog decidedOn, long costNanos) {
    return switch (SizeClass.of(costNanos)) {
      case SMALL ->
          smallNanos.compareAndSet(decidedOn.smallNanos(), decidedOn.smallNanos() + costNanos);
      case LARGE ->
          largeNanos.compareAndSet(decidedOn.largeNanos(), decidedOn.largeNanos() + costNanos);
    };
  }

  JobQueue queue() {
    return queue;
  }

  void release(Job job) {
    (job.sizeClass == SizeClass.SMALL ? smallNanos : largeNanos).addAndGet(-job.costNanos);
  }

  void observe(Job job, long nanos) {
    cost.observe(job.n, nanos);
    if (job.sizeClass == SizeClass.SMALL) smallShare.add(nanos);
  }

  void observeGivenUp(Job job, long nanos) {
    cost.observeGivenUp(job.n, nanos);
  }

  Outcome late() {
    return new Outcome.Late(admission.retryAfterSeconds(backlog()));
  }

  public int workers() {
    return limits.workers();
  }

  public int busyWorkers() {
    return (int) workers.stream().filter(Worker::busy).count();
  }

  /** Predicted seconds of one worker for all work admitted and not finished. */
  public double backlogSeconds() {
    return backlog().nanos() / 1e9;
  }

  /** The most that {@link #backlogSeconds()} can be. */
  public double backlogLimitSeconds() {
    return admission.backlogLimitNanos() / 1e9;
  }

  /** Nanoseconds of one worker per recursive call, as finished work shows it. */
  public double nanosPerCall() {
    return cost.nanosPerCall();
  }

  /** The longest that a busy worker has given no sign of progress, in nanoseconds. */
  public long longestSilenceNanos() {
    return workers.stream().mapToLong(Worker::silentNanos).max().orElse(0);
  }

  /**
   * Takes no more work, finishes what was admitted (each job is bounded by its deadline) and waits
   * for it.
   */
  @Override
  public void close() {
    closed = true;
    queue.close();
    try {
      for (Thread thread : threads) {
        thread.join(limits.deadline().plusSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "ComputePool{" + limits + ", " + cost + ", backlogSeconds=" + backlogSeconds() + '}';
  }
}
