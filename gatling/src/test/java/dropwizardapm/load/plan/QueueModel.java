package dropwizardapm.load.plan;

import dropwizardapm.load.result.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A service with one queue whose capacity is known, and a generator, on a clock of their own: ten
 * minutes of load in a few milliseconds.
 */
final class QueueModel {
  private static final long SECOND = 1_000_000_000L;

  private final double serviceNanos;
  private final long rejectBeyondNanos;
  private final long generatorNanos;
  private final Set<Integer> disturbed;
  private long coldUntil;
  private boolean mortal;
  private boolean dead;
  private long now = 1_000 * SECOND;
  private long free;
  private long sent;

  /**
   * An idle service.
   *
   * @param capacity requests per second
   * @param rejectBeyond the wait beyond which it rejects
   * @param generator requests per second that can leave
   * @param disturbed the stages at whose beginning it hangs for two seconds
   */
  QueueModel(double capacity, Duration rejectBeyond, int generator, Set<Integer> disturbed) {
    this.serviceNanos = SECOND / capacity;
    this.rejectBeyondNanos = rejectBeyond.toNanos();
    this.generatorNanos = SECOND / generator;
    this.disturbed = disturbed;
  }

  /** A service that does half as much for its first seconds. */
  QueueModel cold(Duration first) {
    coldUntil = now + first.toNanos();
    return this;
  }

  /** A service that answers nothing any more once somebody has waited for five seconds. */
  QueueModel mortal() {
    mortal = true;
    return this;
  }

  /** All stages of a plan. */
  List<Ran> run(Plan plan, Duration pause) {
    Deque<RunningStage> begun = new ArrayDeque<>();
    Schedule schedule = new Schedule(plan, pause, begun::add);
    PriorityQueue<Long> due = new PriorityQueue<>();
    while (!schedule.isOver()) {
      for (long delay : schedule.due(now)) due.add(now + delay);
      now += SECOND;
      while (!due.isEmpty() && due.element() <= now) request(schedule, due.remove(), begun);
    }
    while (!due.isEmpty()) request(schedule, due.remove(), begun);
    return schedule.ran();
  }

  /** How long it has run, on its own clock. */
  Duration elapsed() {
    return Duration.ofNanos(now - 1_000 * SECOND);
  }

  private void request(Schedule schedule, long due, Deque<RunningStage> begun) {
    long start = Math.max(due, sent + generatorNanos);
    sent = start;
    RunningStage stage = schedule.come();
    boolean first = stage.recorder().start(start);
    if (disturbed.contains(begun.size()) && first) free = start + 2 * SECOND;
    boolean rejected = free - start > rejectBeyondNanos;
    if (!rejected)
      free = (long) (Math.max(start, free) + serviceNanos * (start < coldUntil ? 2 : 1));
    long end = rejected ? start + 1_000_000 : free;
    dead |= mortal && end - start > 5 * SECOND;
    Outcome outcome = dead ? Outcome.ERROR : rejected ? Outcome.REJECTED : Outcome.OK;
    stage.recorder().end(outcome, start, end, serviceNanos / 1e6);
    stage.leave(end);
  }
}
