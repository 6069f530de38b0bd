package dropwizardapm.service.compute;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Poisson arrivals at a multiple of capacity, workers with the size classes and pauses of {@link
 * Worker}, in steps of 20 µs. Actual costs differ from predicted ones by up to a tenth.
 */
final class Simulation {
  private static final long STEP = 20_000;

  private final CostModel cost = new CostModel(1);
  private final Limits limits;
  private final Admission admission;
  private final Random random;
  private final int[] ns;
  private final double arrivalsPerStep;
  private final Core[] cores;
  private final ArrayDeque<Request> small = new ArrayDeque<>();
  private final ArrayDeque<Request> large = new ArrayDeque<>();
  private final long[] offered = new long[Fibonacci.MAX_N + 1];
  private final long[] rejected = new long[Fibonacci.MAX_N + 1];
  private long now;
  private long smallNanos;
  private long largeNanos;
  private long usefulNanos;
  private long admitted;
  private long late;
  private final RecentShare share;

  private static final class Request {
    final long cost;
    final long deadline;
    long left;

    Request(long cost, long actual, long deadline) {
      this.cost = cost;
      this.left = actual;
      this.deadline = deadline;
    }
  }

  private static final class Core {
    @Nullable Request job;
    @Nullable Request interrupting;
    long started;
    long paused;
  }

  Simulation(Limits limits, Random random, double load, int... ns) {
    this.limits = limits;
    this.admission = new Admission(cost, limits);
    this.random = random;
    this.ns = ns;
    this.cores = new Core[limits.workers()];
    Arrays.setAll(cores, i -> new Core());
    double meanCost = Arrays.stream(ns).mapToLong(cost::nanos).average().orElseThrow();
    this.arrivalsPerStep = load * limits.workers() * STEP / meanCost;
    this.share = new RecentShare(limits.workers(), () -> now);
  }

  Simulation run(Duration time) {
    while (now < time.toNanos()) {
      for (double expected = random.nextExponential();
          expected < arrivalsPerStep;
          expected += random.nextExponential()) {
        arrive(ns[random.nextInt(ns.length)]);
      }
      for (Core core : cores) {
        step(core);
      }
      now += STEP;
    }
    return this;
  }

  private void arrive(int n) {
    offered[n]++;
    long own = cost.nanos(n);
    if (admission.reject(own, new Backlog(smallNanos, largeNanos, share.get())) == null) {
      admitted++;
      long actual = (long) (own * (0.9 + 0.2 * random.nextDouble()));
      Request request = new Request(own, actual, now + limits.deadline().toNanos());
      if (SizeClass.of(own) == SizeClass.SMALL) {
        small.add(request);
        smallNanos += own;
      } else {
        large.add(request);
        largeNanos += own;
      }
    } else {
      rejected[n]++;
    }
  }

  private void step(Core core) {
    if (core.job == null) take(core);
    Request job = core.job;
    if (job == null) return;
    boolean pauses = core.paused <= (now - core.started) * (1 - Admission.FAIR_SHARE);
    if (core.interrupting == null && SizeClass.of(job.cost) == SizeClass.LARGE && pauses)
      core.interrupting = small.poll();
    Request running = core.interrupting == null ? job : core.interrupting;
    running.left -= STEP;
    if (running != job) core.paused += STEP;
    if (running.left > 0 && now <= running.deadline) return;
    end(running);
    if (running == job) core.job = null;
    else core.interrupting = null;
  }

  private void take(Core core) {
    Request next = small.isEmpty() ? large.poll() : small.poll();
    core.job = next;
    core.started = now;
    core.paused = 0;
  }

  private void end(Request request) {
    boolean isSmall = SizeClass.of(request.cost) == SizeClass.SMALL;
    if (isSmall) {
      smallNanos -= request.cost;
      share.add(request.cost);
    } else {
      largeNanos -= request.cost;
    }
    if (request.left <= 0 && now <= request.deadline) usefulNanos += request.cost;
    else late++;
  }

  /** Work that was answered in time, against all that the workers could do. */
  double usefulRatio() {
    return (double) usefulNanos / now / limits.workers();
  }

  double lateRatio() {
    return (double) late / admitted;
  }

  double rejectedRatio() {
    return (double) Arrays.stream(rejected).sum() / Arrays.stream(offered).sum();
  }

  double rejectedRatio(int n) {
    return (double) rejected[n] / offered[n];
  }
}
