package dropwizardapm.load.plan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * When each request leaves: stage by stage, as the plan says. A stage begins when the one before is
 * answered, so that the service's queue is empty again, unless it is to follow at once.
 */
public final class Schedule {
  /** Twice as long as it takes until somebody asks again. */
  private static final long AHEAD = Duration.ofSeconds(2).toNanos();

  private final Plan plan;
  private final Duration pause;
  private final Consumer<RunningStage> onBegin;
  private final List<RunningStage> stages = new ArrayList<>();
  private final Deque<RunningStage> toStart = new ArrayDeque<>();
  private boolean over;

  /**
   * Nothing has begun.
   *
   * @param pause between the last answer of a stage and the first request of the next
   * @param onBegin hears of a stage's first request
   */
  public Schedule(Plan plan, Duration pause, Consumer<RunningStage> onBegin) {
    this.plan = plan;
    this.pause = pause;
    this.onBegin = onBegin;
  }

  /**
   * Requests that leave within the next two seconds and were not named before.
   *
   * @return nanoseconds from now, in order
   */
  public synchronized long[] due(long nanoTime) {
    long[] delays = new long[256];
    int count = 0;
    while (!over) {
      if (stages.isEmpty() || stages.getLast().lets()) {
        Optional<Stage> next = plan.next(ran());
        if (next.isEmpty()) {
          over = true;
          break;
        }
        begin(next.get(), nanoTime);
      }
      RunningStage stage = stages.getLast();
      while (!stage.isHandedOut() && stage.nextDue() - nanoTime < AHEAD) {
        if (count == delays.length) delays = Arrays.copyOf(delays, 2 * count);
        delays[count++] = stage.handOut() - nanoTime;
      }
      if (!stage.lets()) break;
    }
    return Arrays.copyOf(delays, count);
  }

  private void begin(Stage stage, long nanoTime) {
    long at = nanoTime;
    if (!stages.isEmpty()) {
      RunningStage before = stages.getLast();
      at =
          before.stage().continued()
              ? before.endNanoTime()
              : Math.max(nanoTime, before.recorder().lastEndNanoTime() + pause.toNanos());
    }
    RunningStage next = new RunningStage(stages.size() + 1, stage, at);
    stages.add(next);
    toStart.add(next);
  }

  /** A request leaves now; it belongs to this stage. */
  public RunningStage start(long nanoTime) {
    RunningStage stage;
    synchronized (this) {
      while (toStart.size() > 1 && toStart.element().allStarted()) toStart.remove();
      stage = toStart.element();
    }
    if (stage.recorder().start(nanoTime)) onBegin.accept(stage);
    return stage;
  }

  /** Nothing more will leave. */
  public synchronized boolean isOver() {
    return over;
  }

  /** All stages of which a request has left, and what has come of them. */
  public synchronized List<Ran> ran() {
    return stages.stream()
        .filter(s -> s.recorder().started() > 0 || s.isHandedOut())
        .map(RunningStage::ran)
        .toList();
  }

  /** How long the run will still take, pauses left out. */
  public synchronized Duration remaining(long nanoTime) {
    if (over) return Duration.ZERO;
    Duration rest = plan.remaining(ran());
    if (stages.isEmpty()) return rest;
    long current = stages.getLast().endNanoTime() - nanoTime;
    return rest.plusNanos(Math.max(0, current));
  }

  /** The stage whose requests leave now, or have left last. */
  public synchronized Optional<RunningStage> current() {
    return Optional.ofNullable(toStart.peek());
  }
}
