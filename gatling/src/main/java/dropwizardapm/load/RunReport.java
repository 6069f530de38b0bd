package dropwizardapm.load;

import dropwizardapm.load.plan.Ran;
import dropwizardapm.load.plan.RunningStage;
import dropwizardapm.load.plan.Schedule;
import dropwizardapm.load.plan.Stage;
import dropwizardapm.load.result.Capacity;
import dropwizardapm.load.result.ResultFiles;
import dropwizardapm.load.result.ResultTable;
import dropwizardapm.load.result.RunResult;
import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Verdict;
import dropwizardapm.load.stack.Stack;
import dropwizardapm.load.stack.Textfiles;
import dropwizardapm.load.verdict.Baseline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What a run tells its user: the settings before it, lines while it runs, the table after it. */
final class RunReport {
  /** What Gatling's own assertions end with. */
  private static final int ASSERTIONS_FAILED = 2;

  private final LoadConfig config;
  private final Schedule schedule;
  private final Path results;
  private final Optional<Baseline> baseline;
  private final Optional<Announcement> announcement;
  private final Optional<Stack> stack;
  private final Progress progress;
  private final long startMillis = System.currentTimeMillis();
  private volatile OptionalInt workers = OptionalInt.empty();

  /**
   * Speaks last: Gatling writes its report, with a summary of its own, after the simulation's last
   * hook. The end of the JVM is the first moment at which all is done, and it also comes when a
   * user interrupts the run.
   *
   * @param results where Gatling makes a directory for each run
   * @param textfile where node_exporter reads, or nothing
   * @param stack what monitors the service, or nothing
   * @param baseline an earlier run to compare with, or nothing
   */
  RunReport(
      LoadConfig config,
      Schedule schedule,
      Path results,
      Optional<Textfiles> textfile,
      Optional<Stack> stack,
      Optional<Baseline> baseline) {
    this.stack = stack;
    this.announcement =
        textfile.map(
            directory ->
                new Announcement(
                    directory, Instant.ofEpochMilli(startMillis), config.profile(), this::rows));
    this.config = config;
    this.schedule = schedule;
    this.progress = new Progress(schedule);
    this.results = results;
    this.baseline = baseline;
  }

  /** Shows what will run, and against what. */
  void begin(Preflight.Target target) {
    this.workers = target.workers();
    announcement.ifPresent(each -> each.begin(target.revision()));
    System.out.printf("Profile %s: %s%n", config.profile(), config.target());
    progress.begin();
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "load-result"));
  }

  /** Tells that a stage's first request goes out. */
  static void begin(RunningStage stage) {
    System.out.printf(
        "%s%s for %d s%n",
        stage.name(),
        stage.stage().title().isEmpty() ? "" : " (" + stage.stage().title() + ")",
        stage.stage().duration().toSeconds());
  }

  private List<Ran> ran() {
    return schedule.ran().stream()
        .filter(r -> r.stage().kind() != Stage.Kind.WARM_UP && r.result().started() > 0)
        .toList();
  }

  private List<StepResult> rows() {
    return ran().stream().map(Ran::result).toList();
  }

  private void end() {
    progress.end();
    announcement.ifPresent(Announcement::end);
    Conclusion conclusion = new Conclusion(config, ran(), baseline);
    announcement.ifPresent(
        each ->
            conclusion
                .knee()
                .ifPresent(knee -> each.knee(Monitoring.service(System.getProperties()), knee)));
    List<StepResult> rows =
        stack.map(s -> rows().stream().map(s::saturated).toList()).orElseGet(this::rows);
    List<Verdict> verdicts = new ArrayList<>(conclusion.verdicts());
    stack.ifPresent(
        s ->
            verdicts.addAll(
                s.alerts(
                    Instant.ofEpochMilli(startMillis), Instant.now(), announcement.isPresent())));
    Capacity ceiling = Capacity.of(workers, rows).orElse(null);
    RunResult run =
        new RunResult(
            config.profile().toString(),
            config.target(),
            rows,
            ceiling,
            Hosts.isThisMachine(config.url().getHost()),
            conclusion.sentence(ceiling),
            verdicts);
    System.out.println();
    System.out.print(ResultTable.markdown(run));
    runDirectory().ifPresent(directory -> save(directory, run));
    System.out.flush();
    if (run.failed() && schedule.isOver()) Runtime.getRuntime().halt(ASSERTIONS_FAILED);
  }

  private static void save(Path directory, RunResult run) {
    try {
      save("Table: ", directory.resolve("result.md"), ResultTable.markdown(run));
      save("CSV:   ", directory.resolve("result.csv"), ResultTable.csv(run));
      save("JSON:  ", directory.resolve("result.json"), ResultFiles.json(run));
      save("JUnit: ", directory.resolve("result.xml"), ResultFiles.junit(run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path report = directory.resolve("index.html");
    System.out.println(
        Files.exists(report)
            ? "Report: " + report
            : "No report: the run was interrupted before Gatling could write it");
  }

  private static void save(String what, Path file, String text) throws IOException {
    System.out.println(what + Files.writeString(file, text));
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
}
