package dropwizardapm.load.plan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When each user comes: stage by stage, as the plan says. A stage begins when the one before is
 * answered, so that the service's queue is empty again, unless it is to follow at once.
 */
public final class Schedule {
  /** Twice as long as it takes until somebody asks again. */
  private static final long AHEAD = Duration.ofSeconds(2).toNanos();

  private static final long PREPARATION = Duration.ofMillis(500).toNanos();

  private final Plan plan;
  private final Duration pause;
  private final Consumer<RunningStage> onBegin;
  private final List<RunningStage> stages = new ArrayList<>();
  private final Deque<RunningStage> toStart = new ArrayDeque<>();
  private @Nullable RunningStage current;
  private boolean over;

  /**
   * Nothing has begun.
   *
   * @param pause between the last answer of a stage and the first user of the next
   * @param onBegin hears of a stage's first user
   */
  public Schedule(Plan plan, Duration pause, Consumer<RunningStage> onBegin) {
    this.plan = plan;
    this.pause = pause;
    this.onBegin = onBegin;
  }

  /**
   * Users that come within the next two seconds and were not named before.
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
      while (!stage.allExpected() && stage.nextDue() - nanoTime < AHEAD) {
        if (count == delays.length) delays = Arrays.copyOf(delays, 2 * count);
        delays[count++] = stage.nextDue() - nanoTime;
        stage.expect();
      }
      if (!stage.lets()) break;
    }
    return Arrays.copyOf(delays, count);
  }

  private void begin(Stage stage, long nanoTime) {
    RunningStage before = stages.isEmpty() ? null : stages.getLast();
    long at;
    if (before != null && before.stage().continued()) at = before.endNanoTime();
    else {
      at = nanoTime + PREPARATION;
      if (before != null) at = Math.max(at, before.lastGone() + pause.toNanos());
    }
    RunningStage next = new RunningStage(stages.size() + 1, stage, at);
    stages.add(next);
    toStart.add(next);
  }

  /** A user comes now, and leaves again when it is done. */
  public RunningStage come() {
    RunningStage stage;
    boolean first;
    synchronized (this) {
      while (toStart.size() > 1 && toStart.element().allCame()) toStart.remove();
      stage = toStart.element();
      first = stage != current;
      current = stage;
      stage.come();
    }
    if (first) onBegin.accept(stage);
    return stage;
  }

  /** No more users will come. */
  public synchronized boolean isOver() {
    return over;
  }

  /** All stages that have begun, and what has come of them. */
  public synchronized List<Ran> ran() {
    return stages.stream()
        .filter(s -> s == current || s.allExpected())
        .map(s -> new Ran(s.stage(), s.result()))
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

  /** The stage whose users come now, or have come last. */
  public synchronized Optional<RunningStage> current() {
    return Optional.ofNullable(current);
  }
}
