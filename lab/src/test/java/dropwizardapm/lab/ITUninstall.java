package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a deployment brought goes again, and nothing else. On a host that had a node_exporter of the
 * distribution before. Each test needs what the one before it left.
 */
@NeedsOwnHosts
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "takes a quarter of an hour: run ./apm test --long")
class ITUninstall {
  private static final Lab LAB = Lab.STACK.beside(6);
  private static final String HOST = "apm1";
  private static final String INVENTORY = LAB.inventory("uninstall", HOST);
  private static final String DATA = "uninstall_data=true";

  /** Beside what is ours, one a line. */
  private static final String FOREIGN =
      """
      /etc/dropwizard-app/own.conf
      /etc/grafana/dashboards.d/own.json
      /etc/prometheus/rules.d/own.yml
      /etc/systemd/system/dropwizard-app.service.d/own.conf
      /etc/systemd/system/prometheus.service.d/own.conf
      /opt/dropwizard-app/notes.txt
      /opt/other/app.jar
      """;

  /** Left out: what dpkg and apt write down, logs, and the copies of accounts before a change. */
  private static final String LIST =
      """
      cd / && find . -xdev '(' -path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp -o -path ./var/tmp \
        -o -path ./root -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg \
        -o -regex './etc/\\(passwd\\|group\\|shadow\\|gshadow\\)-' ')' -prune \
        -o -type d -printf '%p %M %u:%g\\n' -o -printf '%p %M %u:%g %l\\n' | sort
      find etc -type f ! -name '*-' -exec sha256sum {} + | sort
      dpkg-query --show
      """;

  private static final String NODE_EXPORTER =
      "systemctl is-enabled prometheus-node-exporter && tr '\\0' ' ' < /proc/$(systemctl show"
          + " --property=MainPID --value prometheus-node-exporter)/cmdline";

  private static GrafanaRepository repository;
  private static String before;
  private static String exporter;

  @BeforeAll
  static void boot() {
    LAB.lab("down").succeeded();
    LAB.lab("boot", HOST).succeeded();
    repository = new GrafanaRepository(LAB, "12.99.1");
    on(
        "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends"
            + " prometheus-node-exporter >/dev/null 2>&1");
    before = on(LIST);
    exporter = on(NODE_EXPORTER);
  }

  @AfterAll
  static void close() {
    if (repository != null) repository.close();
    LAB.lab("down").succeeded();
  }

  @Test
  @Order(1)
  void hostThatHasNothingOfOurs_isLeftAlone() {
    assertNothingChanges();
    assertSame(before);
  }

  @Test
  @Order(2)
  void checkMode_saysWhatWouldGo_andChangesNothing() {
    deploy().succeeded();
    addForeign();
    String deployed = on(LIST);

    Command check = uninstall("--check").succeeded();

    assertThat(Recap.of(check)).allSatisfy(host -> assertThat(host.changed()).isPositive());
    assertThat(check.words()).contains(HOST + " keeps /var/lib/prometheus/metrics2");
    assertThat(without(on(LIST), deployed))
        .as("new, besides what the daemons store meanwhile")
        .allMatch(line -> line.startsWith("./var/lib/prometheus/"));
    on("systemctl is-active dropwizard-app prometheus grafana-server");
  }

  @Test
  @Order(3)
  void value_thatIsNoAnswer_isRefusedByName() {
    Command run = uninstall("-e", "uninstall_data=perhaps").failed();

    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    assertThat(run.words()).contains("uninstall_data is", "perhaps", "write true or false");
  }

  @Test
  @Order(4)
  void data_isKept_andALaterDeploymentHasIt() {
    String sample = "promtool query instant --time=%s http://127.0.0.1:9090 up";
    String silences = "amtool --alertmanager.url=http://127.0.0.1:9093 silence ";
    String secret = "cat /etc/credstore/grafana-server.secret_key";
    within(Duration.ofMinutes(2))
        .until(() -> on(sample.formatted("$(date +%s)")).contains("dropwizard-app"));
    String time = on("date +%s").strip();
    String silence = on(silences + "add --comment=test alertname=Never").strip();
    String key = on(secret);

    assertThat(uninstall().succeeded().words())
        .contains("/var/lib/prometheus/metrics2", "grafana-server.secret_key", "-e " + DATA);
    assertNothingChanges();
    assertThat(on("systemctl list-unit-files --no-legend --state=enabled"))
        .doesNotContain("dropwizard-app", "prometheus.service", "grafana-server");
    // A directory with files of others would be refused as somebody else's service.
    on("rm -r /opt/dropwizard-app /etc/dropwizard-app");
    deploy().succeeded();
    addForeign();

    assertThat(on(sample.formatted(time))).contains("dropwizard-app");
    assertThat(on(silences + "query")).contains(silence.substring(0, 8));
    assertThat(on(secret)).isEqualTo(key);
  }

  @Test
  @Order(5)
  void everythingOfOurs_isGone_andNothingElse() {
    uninstall("-e", DATA).succeeded();

    assertNothingChanges("-e", DATA);
    assertThat(on(NODE_EXPORTER)).isEqualTo(exporter);
    assertThat(on("cat " + FOREIGN.replace('\n', ' ')).lines())
        .hasSameSizeAs(FOREIGN.lines().toList())
        .allMatch("# mine"::equals);
    removeForeign();
    assertSame(before);
    assertThat(on("journalctl --no-pager --identifier=dropwizard-apm"))
        .contains("dropwizard-app: uninstalled, by root@");
  }

  /** The release refuses its configuration, when user, directories and Java are there. */
  @Test
  @Order(6)
  void deploymentThatStoppedHalfWay_isTakenBack() {
    deploy(
            "--tags",
            "service",
            "-e",
            "{\"service_config\": {\"server\": {\"applicationConnectors\": [{\"type\": \"none\"}]}}}")
        .failed();
    assertThat(on("id dropwizard-app && ls /opt/dropwizard-app")).contains("releases");

    uninstall().succeeded();

    assertSame(before);
  }

  private static void addForeign() {
    on(
        "for file in %s; do mkdir -p $(dirname $file) && echo '# mine' > $file; done"
            .formatted(FOREIGN.replace('\n', ' ')));
  }

  /** Their directories with them, where nothing of ours has stayed in them. */
  private static void removeForeign() {
    on(
        "for file in %s; do rm $file && rmdir $(dirname $file); done; rmdir /etc/prometheus /etc/grafana"
            .formatted(FOREIGN.replace('\n', ' ')));
  }

  /** The host has what it had then, and nothing else. */
  private static void assertSame(String then) {
    String now = on(LIST);
    assertThat(without(now, then)).as("new").isEmpty();
    assertThat(without(then, now)).as("gone").isEmpty();
  }

  private static List<String> without(String lines, String others) {
    Set<String> known = others.lines().collect(Collectors.toSet());
    return lines.lines().filter(line -> !known.contains(line)).toList();
  }

  private static void assertNothingChanges(String... options) {
    assertThat(Recap.of(uninstall(options).succeeded()))
        .allSatisfy(host -> assertThat(host.changed()).isZero());
  }

  private static Command uninstall(String... options) {
    return LAB.playbook("uninstall.yml", INVENTORY, options);
  }

  private static Command deploy(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("-e", "grafana_repository=" + repository.url(), "-e", Lab.NO_WINDOW));
    all.addAll(List.of(options));
    return LAB.play(INVENTORY, all.toArray(String[]::new));
  }

  private static String on(String command) {
    return LAB.on(HOST, command).succeeded().output();
  }
}
