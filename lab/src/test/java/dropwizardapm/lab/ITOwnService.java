package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a user with a Dropwizard application: one fat jar and one YAML file, and nothing set
 * but what docs/your-service.md says. First one with the bundle, then one that knows nothing of it.
 */
@NeedsOwnHosts
class ITOwnService {
  private static final Lab LAB = Lab.STACK.beside(3);
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);
  private static final Path EXAMPLE = Command.REPOSITORY.resolve("examples/hello");
  private static final Page GUIDE = Page.of("docs/your-service.md");
  private static final String URL = "http://" + LAB.address() + ":8080";
  private static final boolean KEEP = System.getenv("APM_TEST_KEEP") != null;
  private static final List<String> HELLO = variables("service_name: hello\n");
  private static final List<String> PLAIN = variables("service_name: plain\n");

  @TempDir static Path temporary;

  @BeforeAll
  static void boot() {
    if (!KEEP) LAB.lab("down").succeeded();
    LAB.lab("boot").succeeded();
  }

  @AfterAll
  static void remove() {
    if (!KEEP) LAB.lab("down").succeeded();
  }

  @Test
  @Order(1)
  void fatJarAndItsFile_areDeployed_withFourVariables() throws IOException {
    deploy(HELLO).succeeded();

    assertThat(typed("curl ")).contains("Hello you\n", "\nhttp_requests_total{");
    assertThat(typed("status hello"))
        .contains("active (running)", Files.readString(EXAMPLE.resolve("hello.yml")));
    assertThat(LAB.ssh("readlink /opt/hello/current && cat /etc/hello/jvm.options").output())
        .containsPattern("/opt/hello/releases/\\d+\\.\\d+\\.\\d+-[0-9a-f]{8}")
        .contains("\n-XX:+ExitOnOutOfMemoryError\n");
    assertThat(property("hello", "Type")).isEqualTo("notify");
  }

  @Test
  @Order(2)
  void requests_areCountedByTheirRoute_andTheServiceIsSeenFromOutside() {
    assertThat(value("up{job=\"hello\"}")).isEqualTo(1);
    assertThat(value("probe_success{service=\"hello\"}")).isEqualTo(1);
    within(Duration.ofSeconds(45))
        .untilAsserted(
            () ->
                assertThat(value("http_requests_total{job=\"hello\",path=\"/api/hello/{name}\"}"))
                    .isPositive());
  }

  /** What only the sample has is on a page of its own, which is not shown for another service. */
  @Test
  @Order(3)
  void everyPanelOfTheService_hasData() {
    LAB.ssh("curl -sf -X POST http://127.0.0.1:8081/tasks/gc").succeeded();
    ServicePanels panels =
        ServicePanels.of(
            "hello",
            query -> !query.expr().contains("30d"), // recorded every five minutes
            "home",
            "service",
            "jvm");

    within(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(panels.panels())
                    .allSatisfy(
                        (panel, queries) ->
                            assertThat(queries)
                                .anyMatch(query -> ServicePanels.hasData(query, PROMETHEUS))));
    panels.print();
    assertThat(PROMETHEUS.alertingRules())
        .contains("ServiceDown")
        .doesNotContain("ComputeSaturated");
  }

  @Test
  @Order(4)
  void secondRun_changesNothing() {
    assertThat(Recap.of(deploy(HELLO).succeeded())).allMatch(host -> host.changed() == 0);
  }

  /** Debian 13's default, which has not what the library asks the C library with. */
  @Test
  @Order(5)
  void systemdIsToldThatItIsReadyAndAlive_onJava21() {
    List<String> variables = new ArrayList<>(HELLO);
    variables.add("service_java_package=openjdk-21-jre-headless");

    deploy(variables, "--tags", "service").succeeded();

    assertThat(LAB.ssh("/opt/hello/java/bin/java --version").output()).contains("openjdk 21");
    assertThat(property("hello", "Type") + property("hello", "NotifyAccess"))
        .isEqualTo("notifyall");
    assertThat(property("hello", "StatusText")).isEqualTo("serving");
    String before = property("hello", "WatchdogTimestampMonotonic");
    within(Duration.ofSeconds(30))
        .until(() -> !property("hello", "WatchdogTimestampMonotonic").equals(before));
  }

  /** It is the application that knows what it understands. */
  @Test
  @Order(6)
  void nextRelease_leavesTheOldOneRunning_whenItRefusesItsConfiguration() throws IOException {
    Path next =
        Files.copy(EXAMPLE.resolve("target/hello.jar"), temporary.resolve("hello-0.2.0.jar"));
    Path bad =
        Files.writeString(
            temporary.resolve("bad.yml"),
            Files.readString(EXAMPLE.resolve("hello.yml")) + "greeting: s3cret\n");
    String before = property("hello", "MainPID");
    List<String> variables = new ArrayList<>(HELLO.subList(0, 2));
    variables.addAll(List.of("service_archive=" + next, "service_config_file=" + bad));

    Command run = deploy(variables, "--diff", "--tags", "service").failed();

    assertThat(run.words())
        .contains("Release 0.2.0-", "refuses its configuration", "service_config_file", "greeting")
        .doesNotContain("s3cret");
    assertThat(property("hello", "MainPID")).isEqualTo(before);
    assertThat(Http.get(URL + "/api/hello/you").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(7)
  void distributionOfGradles_isDeployed_fromItsClassPath() throws IOException {
    List<String> variables = new ArrayList<>(HELLO);
    variables.set(2, "service_archive=" + Distribution.of("0.3.0", temporary));

    deploy(variables, "--tags", "service").succeeded();

    assertThat(Http.get(URL + "/api/hello/you").body()).isEqualTo("Hello you\n");
    assertThat(
            LAB.ssh("tr '\\0' ' ' < /proc/" + property("hello", "MainPID") + "/cmdline").output())
        .contains(
            "-cp /opt/hello/current/lib/hello-0.3.0.jar:/opt/hello/current/lib/* com.example");
    assertThat(property("hello", "Type")).isEqualTo("notify");
    assertThat(Recap.of(deploy(variables, "--tags", "service").succeeded()))
        .allMatch(host -> host.changed() == 0);
  }

  /** Asked by the name that the inventory has: an application with https knows no other. */
  @Test
  @Order(8)
  void applicationThatSpeaksHttpsAlone_isDeployed_scraped_andProbed() throws IOException {
    Command run =
        deploy(encrypted("san=dns:hello.example"), "-e", "service_health_timeout=5").failed();
    assertThat(run.words())
        .contains("is not in this service's certificate", "The last good state serves again");
    assertThat(Http.get(URL + "/api/hello/you").statusCode()).isEqualTo(200);

    deploy(encrypted("san=ip:" + LAB.address())).succeeded();
    awaitOne("probe_success{service=\"hello\",instance=~\"https://.*\"}");
    assertThat(PROMETHEUS.targets())
        .filteredOn(target -> target.job().equals("hello"))
        .singleElement()
        .matches(target -> target.url().startsWith("https:") && target.health().equals("up"));
  }

  private static List<String> encrypted(String extension) throws IOException {
    List<String> variables = new ArrayList<>(HELLO);
    variables.set(3, "service_config_file=" + Certificate.configuration(LAB, extension, temporary));
    return variables;
  }

  @Test
  @Order(9)
  void applicationWithoutTheBundle_isDeployed_andWhatIsLostIsSaid() {
    LAB.ssh("systemctl disable --now hello").succeeded();

    Command run = deploy(PLAIN).succeeded();

    assertThat(run.words())
        .contains(
            "plain has no metrics (service_metrics_path is empty)",
            "the other dashboards do not offer it")
        .contains("plain does not tell systemd when it is ready and alive");
    assertThat(property("plain", "Type") + property("plain", "WatchdogUSec")).isEqualTo("exec0");
    assertThat(Http.get(URL + "/hello").body()).isEqualTo("Hello\n");
  }

  /** An alert that would fire falsely is pending at once. */
  @Test
  @Order(10)
  void applicationWithoutMetrics_isSeenFromOutside_andRaisesNoAlert() {
    awaitOne("probe_success{instance=\"http://127.0.0.1:8081/healthcheck\"}");
    assertThat(PROMETHEUS.targets()).noneMatch(target -> target.job().equals("plain"));
    assertThat(PROMETHEUS.alertingRules()).contains("ServiceDown").doesNotContain("ServiceAbsent");
    // What Prometheus saw of the one before is in its answers for five more minutes.
    assertThat(PROMETHEUS.query("ALERTS{job!=\"hello\",instance!~\".*:8080/health\"}"))
        .extracting(alert -> alert.labels().getOrDefault("alertname", ""))
        .contains("Watchdog")
        .noneMatch(name -> name.matches("Service.*|HealthProbeFailing|StackTargetDown"));
  }

  private static List<String> variables(String word) {
    return GUIDE.block(word).lines().map(line -> line.replace(": ", "=")).toList();
  }

  private static String typed(String word) {
    return LAB.ssh("set -e; " + here(word).replace(" -f\n", "\n")).succeeded().output();
  }

  private static String here(String word) {
    return GUIDE.block(word).replace("10.61.0", LAB.subnet());
  }

  private static Command deploy(List<String> variables, String... options) {
    List<String> all = new ArrayList<>(List.of("-e", "grafana_enabled=false", "-e", Lab.NO_WINDOW));
    variables.forEach(variable -> all.addAll(List.of("-e", variable)));
    all.addAll(List.of(options));
    return LAB.deploy(all.toArray(String[]::new));
  }

  private static String property(String unit, String name) {
    return LAB.ssh("systemctl show --property=" + name + " --value " + unit).output().strip();
  }

  private static void awaitOne(String query) {
    within(Duration.ofSeconds(45)).untilAsserted(() -> assertThat(value(query)).isEqualTo(1));
  }

  private static double value(String query) {
    var samples = PROMETHEUS.query(query);
    assertThat(samples).as(query).hasSize(1);
    return samples.getFirst().value();
  }
}
