package dropwizardapm.load;

import dropwizardapm.load.plan.RunningStage;
import dropwizardapm.load.plan.Schedule;
import dropwizardapm.load.result.StepResult;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A line every few seconds: what has come of the current step, and how long the run still takes.
 */
final class Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Schedule schedule;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());

  Progress(Schedule schedule) {
    this.schedule = schedule;
  }

  void begin() {
    var _ =
        timer.scheduleAtFixedRate(
            () ->
                schedule
                    .current()
                    .map(this::line)
                    .ifPresent(line -> System.out.println("  " + line)),
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  void end() {
    timer.shutdownNow();
  }

  private String line(RunningStage stage) {
    StepResult row = stage.result();
    return String.format(
        Locale.ROOT,
        "%s: %d sent, %d OK, %d rejected, %d errors, p95 %s; about %s left",
        stage.name(),
        row.started(),
        row.ok(),
        row.rejected(),
        row.errors(),
        row.ok() == 0 ? "-" : String.format(Locale.ROOT, "%.0f ms", row.latencies().p95()),
        text(schedule.remaining(System.nanoTime())));
  }

  private static String text(Duration left) {
    return left.toMinutes() == 0
        ? left.toSeconds() + " s"
        : "%d min %02d s".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
