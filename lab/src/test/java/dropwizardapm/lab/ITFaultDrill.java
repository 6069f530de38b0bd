package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.lab.Drill.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real faults on the running stack: who is told of what, and how soon. */
@EnabledIfSystemProperty(
    named = "long",
    matches = ".*",
    disabledReason = "takes half an hour: run ./apm test --long")
@NeedsLab
@Order(20)
class ITFaultDrill {
  private static final Lab LAB = Lab.STACK;
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);
  private static final Faults FAULTS = new Faults(LAB);

  private static Webhook webhook;
  private static Drill drill;

  @BeforeAll
  static void drill() throws IOException {
    webhook = new Webhook(LAB);
    drill = new Drill(webhook);
    LAB.deploy(
            "--tags",
            "alertmanager,deadman",
            "-e",
            "{\"alertmanager_webhook_urls\": [\"" + webhook.url("/") + "\"]}")
        .succeeded();
    awaitQuiet();

    try (Traffic traffic = new Traffic(LAB)) {
      var background = traffic.every(Duration.ofMillis(500), 20);
      // What befalls the service and what befalls the host are told apart by their jobs.
      together(() -> breakService(traffic), ITFaultDrill::breakHost);
      drill.outcomes().forEach(drill::awaitResolved);
      drill.awaitResolved(drill.run(FAULTS.prometheusDown()));
      background.cancel(true);
    }

    String report = DrillReport.markdown(drill);
    System.out.println(report);
    if (System.getProperty("generate") != null)
      Files.writeString(Command.REPOSITORY.resolve("docs/fault-drill.md"), report);
  }

  @AfterAll
  static void mend() {
    FAULTS.removeVolume();
    LAB.deploy("--tags", "service,alertmanager,deadman").succeeded();
    webhook.close();
  }

  private static void breakService(Traffic traffic) {
    drill.run(FAULTS.serviceKilled());
    within(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> Http.get("http://" + LAB.address() + ":8031/health").statusCode() == 200);
    drill.run(FAULTS.errors(traffic));
    LAB.deploy(
            "--tags",
            "service",
            "-e",
            "{\"service_config\": {\"compute\": {\"deadline\": \"10s\"}, \"server\": {\"applicationConnectors\": [{\"type\": \"http\", \"port\": 8031}]}}}")
        .succeeded();
    drill.run(FAULTS.latency(traffic));
  }

  private static void breakHost() {
    drill.awaitResolved(drill.run(FAULTS.diskFull()));
    together(
        () -> drill.run(FAULTS.exporterDown("node", "prometheus-node-exporter")),
        () -> drill.run(FAULTS.exporterDown("blackbox_exporter", "prometheus-blackbox-exporter")));
  }

  /** In threads of their own: the common pool, which they would block, also serves HttpClient. */
  private static void together(Runnable... tracks) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Stream.of(tracks)
          .map(track -> CompletableFuture.runAsync(track, threads))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  /** The restarts of the tests before are a quarter of an hour back, and nothing fires. */
  private static void awaitQuiet() {
    within(Duration.ofMinutes(17))
        .untilAsserted(
            () -> {
              assertThat(
                      PROMETHEUS.query(
                          "changes(process_start_time_seconds{job=\"dropwizard-app\"}[15m]) > 0"))
                  .isEmpty();
              assertThat(PROMETHEUS.raisedAlerts()).isSubsetOf("Watchdog", "CpuPressure");
            });
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void fault_isNoticedInTime(Outcome outcome) {
    assertThat(outcome.raisedAfter()).isLessThanOrEqualTo(outcome.fault().target());
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void alert_arrivesWithinHalfAMinute(Outcome outcome) {
    assertThat(Duration.between(outcome.raised(), outcome.notified()))
        .isLessThanOrEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void people_areToldOfWhatTheyWant_andOfNothingElse(Outcome outcome) {
    Set<Alert> wanted = new HashSet<>(outcome.fault().also());
    wanted.add(outcome.fault().alert());

    assertThat(drill.told(outcome)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void people_areToldWhenItIsOver(Outcome outcome) {
    assertThat(drill.resolvedAfter(outcome)).isLessThan(Duration.ofMinutes(7));
  }

  static List<Outcome> outcomes() {
    return drill.outcomes();
  }
}
