package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.lab.Prometheus.Rule;
import dropwizardapm.lab.RuleTests.Case;
import dropwizardapm.lab.RuleTests.Proof;
import dropwizardapm.lab.names.PromQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every alert, as rendered on the host, proven by promtool and by what the host really exposes. */
@NeedsLab
@Order(10)
class ITRules {
  private static final Lab LAB = Lab.STACK;
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);

  /** What no healthy lab host has, and why. */
  private static final Map<String, String> NOT_IN_A_LAB =
      Map.of(
          "loadtest_running", "only while a load test runs",
          "loadtest_knee_rps", "only after a load test that looked for it",
          "job:host_knee:rps", "only after a load test that looked for it",
          "job:hosts_but_one:rps", "only after a load test that looked for it",
          "job:demand:rps", "not within six minutes of a load test",
          "node_timex_sync_status", "a container may not ask the kernel for its clock",
          "node_timex_maxerror_seconds", "a container may not ask the kernel for its clock");

  /** What may be raised on a healthy lab host, and why. */
  private static final Map<String, String> RAISED_IN_A_LAB =
      Map.of(
          "Watchdog", "always fires",
          "RestartLoop", "the tests before these restart the service",
          "CpuPressure", "lab hosts share the machine's processors with the tests");

  @BeforeAll
  static void copyRules() {
    // The addresses in the links differ from host to host; everything else is tested as it is.
    LAB.ssh(
            "rm -rf /root/rule-tests && mkdir /root/rule-tests"
                + " && cp -rL /etc/prometheus/current/rules /root/rule-tests/"
                + " && sed -i -E '/^ *(runbook|dashboard)_url:/d' /root/rule-tests/rules/*.yml")
        .succeeded();
    Command.run(
            Duration.ofMinutes(1),
            LAB.environment(),
            "sh",
            "-c",
            "tar -C lab/src/test/rules -c . | lab/lab ssh apm1 tar -C /root/rule-tests -x")
        .succeeded();
  }

  @AfterAll
  static void printCount() {
    int alerts = alerts().size();
    System.out.printf(
        "alerts: %d, rule-test cases: %d (at least %d)%n",
        alerts, RuleTests.cases().size(), 3 * alerts);
  }

  @ParameterizedTest
  @MethodSource("files")
  void ruleTests_passPromtool(Path file) {
    LAB.ssh(Duration.ofMinutes(5), "promtool test rules /root/rule-tests/" + file.getFileName())
        .succeeded();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alert_isProvenToFireToStaySilentAndToResolve(String alert) {
    List<Case> cases =
        RuleTests.cases().stream().filter(test -> test.alert().equals(alert)).toList();

    assertThat(cases).hasSizeGreaterThanOrEqualTo(3);
    // What always fires has nothing else to prove.
    if (alert.equals("Watchdog")) return;
    assertThat(cases).extracting(Case::proof).contains(Proof.SILENT, Proof.FIRES, Proof.RESOLVES);
  }

  @Test
  void ruleTests_nameOnlyAlertsThatExist() {
    assertThat(alerts())
        .containsAll(RuleTests.cases().stream().map(Case::alert).collect(Collectors.toSet()));
  }

  @Test
  void everyMetricInARule_existsInTheLivePrometheus() {
    Set<String> named = new TreeSet<>();
    for (Rule rule : PROMETHEUS.rules()) named.addAll(PromQuery.metrics(rule.query()));
    assertThat(named).as("names found in rules").hasSizeGreaterThan(50);

    within(Duration.ofMinutes(6))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(named)
                    .allSatisfy(
                        name ->
                            assertThat(
                                    NOT_IN_A_LAB.containsKey(name)
                                        || !PROMETHEUS.query("count(" + name + ")").isEmpty())
                                .as(name + " has series")
                                .isTrue()));
  }

  @Test
  void everyAlert_saysWhatToDo() {
    assertThat(PROMETHEUS.rules().stream().filter(Rule::alerting))
        .allSatisfy(
            rule ->
                assertThat(rule.annotations())
                    .containsKeys("summary", "description", "runbook_url", "dashboard_url"));
  }

  @Test
  void healthyHost_raisesNoAlert() {
    within(Duration.ofMinutes(8))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(PROMETHEUS.raisedAlerts())
                    .contains("Watchdog")
                    .isSubsetOf(RAISED_IN_A_LAB.keySet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prometheus_latency_seconds=1.2",
        "prometheus_latency_seconds=60",
        "prometheus_availability_objective=0.9"
      })
  void thresholdThatCanNeverFire_isRefusedBeforeAnyChange(String threshold) {
    Command run = LAB.deploy("--tags", "check", "-e", threshold).failed();

    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    assertThat(run.output()).contains(threshold.replaceAll("=.*", ""));
  }

  @Test
  void everyRule_isEvaluatedWithoutAnError() {
    assertThat(PROMETHEUS.rules()).allSatisfy(rule -> assertThat(rule.error()).isEmpty());
  }

  static List<Path> files() {
    return RuleTests.files();
  }

  static List<String> alerts() {
    return PROMETHEUS.alertingRules();
  }
}
