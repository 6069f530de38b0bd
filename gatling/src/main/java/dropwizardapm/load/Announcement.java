package dropwizardapm.load;

import dropwizardapm.load.result.RunText;
import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.stack.Textfiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells the monitoring of a host about the run, in a file for node_exporter's textfile collector:
 * alerts know that the load is meant, and dashboards show it beside what the service says.
 */
final class Announcement {
  /** At a scrape interval of 15 s, none sees the same figures twice. */
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final int RUNS_KEPT = 5;
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Textfiles directory;
  private final String runId;
  private final String profile;
  private final Supplier<List<StepResult>> steps;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("announcement").factory());
  private volatile String revision = "unknown";

  Announcement(
      Textfiles directory, Instant start, Profile profile, Supplier<List<StepResult>> steps) {
    this.directory = directory;
    this.runId = ID.format(start);
    this.profile = profile.toString();
    this.steps = steps;
  }

  /**
   * Announces, and keeps it up to date until {@link #end}.
   *
   * @param revision of the service under test
   */
  void begin(String revision) {
    this.revision = revision;
    prune();
    write(true);
    var _ =
        timer.scheduleWithFixedDelay(
            () -> write(true), INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Leaves the result behind. */
  void end() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    write(false);
  }

  /**
   * Remembers what was found out, also when the files of later runs have taken this run's place.
   */
  void knee(String service, int rps) {
    String name = "loadtest-knee-" + service + ".prom";
    try {
      directory.write(name, RunText.knee(runId, service, rps));
    } catch (IOException e) {
      System.err.println("The knee is not announced, " + name + " cannot be written: " + e);
    }
  }

  private String file() {
    return "loadtest-" + runId + ".prom";
  }

  private void write(boolean running) {
    try {
      directory.write(file(), RunText.of(runId, profile, revision, running, steps.get()));
    } catch (IOException e) {
      System.err.println(
          "The run is not announced, " + file() + " cannot be written to " + directory + ": " + e);
    }
  }

  private void prune() {
    try {
      directory.prune(RUNS_KEPT - 1);
    } catch (IOException e) {
      System.err.println("Files of earlier runs stay in " + directory + ": " + e);
    }
  }
}
