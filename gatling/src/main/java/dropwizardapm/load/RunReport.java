package dropwizardapm.load;

import dropwizardapm.load.result.Capacity;
import dropwizardapm.load.result.ResultTable;
import dropwizardapm.load.result.RunResult;
import dropwizardapm.load.result.StepRecorder;
import dropwizardapm.load.result.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run tells its user: the settings before it, a line for each step, the table after it. */
final class RunReport {
  private final LoadConfig config;
  private final List<StepRecorder> recorders;
  private final Path results;
  private final Optional<Announcement> announcement;
  private final long startMillis = System.currentTimeMillis();
  private volatile OptionalInt workers = OptionalInt.empty();

  /**
   * Speaks last: Gatling writes its report, with a summary of its own, after the simulation's last
   * hook. The end of the JVM is the first moment at which all is done, and it also comes when a
   * user interrupts the run.
   *
   * @param results where Gatling makes a directory for each run
   * @param textfile where node_exporter reads, or nothing
   */
  RunReport(
      LoadConfig config, List<StepRecorder> recorders, Path results, Optional<Path> textfile) {
    this.announcement =
        textfile.map(
            directory ->
                new Announcement(
                    directory, Instant.ofEpochMilli(startMillis), config.profile(), recorders));
    this.config = config;
    this.recorders = recorders;
    this.results = results;
  }

  /** Shows what will run, and against what. */
  void begin(Preflight.Target target) {
    this.workers = target.workers();
    announcement.ifPresent(each -> each.begin(target.revision()));
    System.out.printf(
        "Profile %s: %s at %s RPS, %d s each%n",
        config.profile(),
        config.target(),
        config.rates().stream().map(String::valueOf).collect(Collectors.joining(", ")),
        config.duration().toSeconds());
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "load-result"));
  }

  /** Tells that a step's first request goes out. */
  void step(int index) {
    System.out.printf(
        "Step %d of %d: %d RPS%n", index + 1, recorders.size(), config.rates().get(index));
  }

  private void end() {
    announcement.ifPresent(Announcement::end);
    List<StepResult> steps =
        recorders.stream().map(StepRecorder::result).filter(s -> s.started() > 0).toList();
    RunResult run =
        new RunResult(
            config.profile().toString(),
            config.target(),
            config.duration().toSeconds(),
            steps,
            Capacity.of(workers, steps).orElse(null),
            isThisMachine(config.url().getHost()));
    String table = ResultTable.markdown(run);
    System.out.println();
    System.out.print(table);
    runDirectory().ifPresent(directory -> save(directory, table, ResultTable.csv(run)));
    System.out.flush();
  }

  private static void save(Path directory, String table, String csv) {
    try {
      System.out.println("Table: " + Files.writeString(directory.resolve("result.md"), table));
      System.out.println("CSV:   " + Files.writeString(directory.resolve("result.csv"), csv));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path report = directory.resolve("index.html");
    System.out.println(
        Files.exists(report)
            ? "Report: " + report
            : "No report: the run was interrupted before Gatling could write it");
  }

  /** The one that Gatling made for this run; it does not tell us its name. */
  private Optional<Path> runDirectory() {
    try (Stream<Path> runs = Files.list(results)) {
      return runs.filter(d -> Files.isDirectory(d) && modifiedMillis(d) >= startMillis)
          .max((a, b) -> Long.compare(modifiedMillis(a), modifiedMillis(b)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long modifiedMillis(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isThisMachine(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }
}
