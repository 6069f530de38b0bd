package dropwizardapm.load;

import dropwizardapm.load.result.RunText;
import dropwizardapm.load.result.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

  private final Path directory;
  private final String runId;
  private final String profile;
  private final Supplier<List<StepResult>> steps;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("announcement").factory());
  private volatile String revision = "unknown";

  Announcement(Path directory, Instant start, Profile profile, Supplier<List<StepResult>> steps) {
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

  Path file() {
    return directory.resolve("loadtest-" + runId + ".prom");
  }

  /** By renaming: a scrape meets the old file or the new one. */
  private void write(boolean running) {
    try {
      Path next = directory.resolve(".loadtest-" + runId + ".new");
      Files.writeString(next, RunText.of(runId, profile, revision, running, steps.get()));
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      System.err.println("The run is not announced, " + file() + " cannot be written: " + e);
    }
  }

  /** A run that was killed would be announced for ever; of the others the last ones stay. */
  private void prune() {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> runs =
          files
              .filter(file -> file.getFileName().toString().matches("loadtest-\\w+\\.prom"))
              .sorted(Comparator.reverseOrder())
              .toList();
      int kept = 1;
      for (Path run : runs) {
        if (isRunning(run) || ++kept > RUNS_KEPT) Files.delete(run);
      }
    } catch (IOException e) {
      System.err.println("Files of earlier runs stay in " + directory + ": " + e);
    }
  }

  private static boolean isRunning(Path run) throws IOException {
    try (Stream<String> lines = Files.lines(run)) {
      return lines.anyMatch(line -> line.matches("loadtest_running\\{.*} 1\\.0"));
    }
  }
}
