package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The way of a user with hosts: an inventory like the example's (names, a user with sudo), all
 * defaults, Grafana from a repository; two hosts that do everything, in a lab of their own. The
 * second one is hardened: nothing is for others by default (umask 077), nothing runs from /tmp,
 * /opt is a link to another disk, and SSH has another port.
 */
@NeedsOwnHosts
class ITRealHosts {
  private static final Lab LAB = Lab.STACK.beside(2);
  private static final List<String> HOSTS = List.of("apm1", "apm2");
  private static final String FIRST = "apm1.lab.test";
  private static final String AMTOOL = "amtool --alertmanager.url=http://localhost:9093 alert add ";
  private static final String INVENTORY = "lab/src/test/resources/inventory";

  private static final String PROXY = "https://apm2.lab.test:9443";
  private static final boolean KEEP = System.getenv("APM_TEST_KEEP") != null;

  private static GrafanaRepository repository;
  private static Webhook webhook;

  @BeforeAll
  static void boot() {
    if (!KEEP) LAB.lab("down").succeeded();
    LAB.lab("boot", "apm1", "apm2").succeeded();
    String harden =
        "echo UMASK 077 >> /etc/login.defs && mkdir /srv/opt && rmdir /opt && ln -s /srv/opt /opt"
            + " && mount --options remount,noexec /tmp"
            + " && printf 'Port 22\\nPort 2222\\n' >> /etc/ssh/sshd_config && systemctl restart ssh";
    LAB.on("apm2", "test -L /opt || { " + harden + "; }").succeeded();
    repository = new GrafanaRepository(LAB, "12.99.1");
    webhook = new Webhook(LAB);
  }

  @AfterAll
  static void remove() {
    if (webhook != null) webhook.close();
    if (repository != null) repository.close();
    if (!KEEP) LAB.lab("down").succeeded();
  }

  @Test
  @Order(1)
  void defaults_deploy() {
    Command run = deploy(Controller.here(LAB)).succeeded();

    assertThat(Recap.of(run))
        .hasSize(2)
        .allSatisfy(host -> assertThat(host.changed()).isPositive());
  }

  @Test
  @Order(2)
  void secondRun_changesNothing() {
    assertNothingChanges(deploy(Controller.here(LAB)));
  }

  @Test
  @Order(3)
  void secondRun_changesNothing_fromAFreshCopyAndTheNewestAnsible() {
    Controller newest = Controller.on(LAB, "apm3");
    assertThat(LAB.on("apm3", "ansible --version").output()).contains("[core 2.19");

    assertNothingChanges(deploy(newest));
  }

  /** Compared with a host whose umask is 022; the daemons' own data are their business. */
  @Test
  void modes_areTheSame_whateverTheHostsUmask() {
    assertThat(modes("apm2")).isEqualTo(modes("apm1"));
  }

  @Test
  void alertmanagers_areOneCluster() {
    for (String host : HOSTS) {
      within(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertThat(json(host, 9093, "/api/v2/status").at("/cluster/peers")).hasSize(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"apm1", "apm2"})
  void prometheus_reachesEveryTarget(String host) {
    within(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(
                        json(host, 9090, "/api/v1/targets?state=active").at("/data/activeTargets"))
                    .hasSizeGreaterThan(2 * 4)
                    .allSatisfy(
                        target ->
                            assertThat(target.path("health").asText())
                                .as(target.path("scrapeUrl").asText())
                                .isEqualTo("up")));
  }

  @ParameterizedTest
  @CsvSource({
    "no certificate, '', certificate required",
    "one for servers alone, --cert /tmp/server.pem, unsupported certificate",
    "another authority's, --cert /tmp/other.pem, unknown ca",
    "a monitoring host's, --cert /etc/prometheus-mtls/host.pem, is Ready"
  })
  void otherHosts_areLetIn_withTheCertificateOfOneThatMonitors(
      String who, String with, String answer) {
    LAB.on("apm1", Certificate.OF_OTHERS).succeeded();
    String ask =
        "curl --silent --show-error --cacert /etc/prometheus-mtls/ca.crt %s %s/prometheus/-/ready 2>&1"
            .formatted(with, PROXY);

    assertThat(LAB.on("apm1", ask).output()).as(who).contains(answer);
  }

  @Test
  void otherHosts_findNothingOfTheMonitoringButItsProxyAndGrafana() {
    String knock =
        "for port in 3000 9090 9093 9095 9100 9115 9443; do"
            + " bash -c \"echo > /dev/tcp/apm2.lab.test/$port\" 2>&- && echo $port; done; true";

    assertThat(LAB.on("apm1", knock).succeeded().output()).isEqualTo("3000\n9443\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apm1", "apm2"})
  void grafana_answers(String host) {
    String url = "http://" + LAB.address(host) + ":3000/api/health";
    assertThat(Http.json(url).path("database").asText()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apm1", "apm2"})
  void alert_reachesTheReceiver(String host) {
    Alert alert = new Alert("Receivers", host);
    Instant start = Instant.now();
    LAB.on(host, AMTOOL + "Receivers severity=critical job=" + host).succeeded();

    within(Duration.ofMinutes(2)).until(() -> webhook.has("firing", alert, start));
  }

  /** What is generated says the same of a host that the run leaves out. */
  @Test
  @Order(4)
  void limitedRun_keepsTheTargetsOfTheHostThatItLeavesOut() {
    Command run = deploy(Controller.here(LAB), "--tags", "prometheus", "--limit", FIRST);

    assertThat(Recap.of(run.succeeded()))
        .singleElement()
        .satisfies(host -> assertThat(host.changed()).as(run.toString()).isZero());
    assertThat(
            json("apm1", 9090, "/api/v1/targets?scrapePool=grafana")
                .at("/data/activeTargets")
                .findValuesAsText("host"))
        .contains(FIRST, "apm2.lab.test");
  }

  @Test
  void addressMadeOfFacts_isRefused_whereTheRunHasNotGatheredThem() {
    assertThat(
            refused(
                "--limit",
                FIRST,
                "-e",
                "{apm_address: '{{ ansible_facts.default_ipv4.address }}'}"))
        .contains("apm_address of apm2.lab.test", "--limit");
  }

  @Test
  void loopback_isRefused_whereAnotherHostHasToAsk() {
    assertThat(refused("-e", "grafana_listen_address=127.0.0.1"))
        .contains("grafana: listens on the loopback of " + FIRST);
  }

  /** The requests of the job go on failing on the host that serves: somebody has to be told. */
  @Test
  @Order(Integer.MAX_VALUE)
  void oneHostDown_silencesNothingThatIsSaidOfTheWholeJob() {
    LAB.on("apm2", "systemctl stop dropwizard-app").succeeded();
    try {
      within(Duration.ofMinutes(3)).until(() -> state("ServiceDown").equals("active"));
      LAB.on("apm1", AMTOOL + "HighErrorRate job=dropwizard-app severity=warning slo=availability")
          .succeeded();
      within(Duration.ofSeconds(10)).until(() -> !state("HighErrorRate").isEmpty());
      assertThat(state("HighErrorRate")).isEqualTo("active");
      assertThat(state("ServiceDownEverywhere")).isEmpty();
    } finally {
      LAB.on("apm2", "systemctl start dropwizard-app").succeeded();
    }
  }

  private static String state(String alert) {
    String filter = Http.encode("alertname=\"" + alert + "\"");
    return json("apm1", 9093, "/api/v2/alerts?filter=" + filter).at("/0/status/state").asText();
  }

  private static Command deploy(Controller controller, String... options) {
    List<String> all = new ArrayList<>(List.of("-e", "grafana_repository=" + repository.url()));
    all.addAll(List.of("-e", "{\"alertmanager_webhook_urls\": [\"" + webhook.url("/") + "\"]}"));
    all.addAll(List.of(options));
    return controller.deploy(INVENTORY, all.toArray(String[]::new));
  }

  private static String refused(String... options) {
    Command run = deploy(Controller.here(LAB), options).failed();
    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    return run.words();
  }

  private static void assertNothingChanges(Command run) {
    assertThat(Recap.of(run.succeeded()))
        .hasSize(2)
        .allSatisfy(host -> assertThat(host.changed()).as(run.toString()).isZero());
  }

  private static String modes(String host) {
    String find =
        "find -H /etc /usr /opt /var/lib/apt/lists /var/lib/prometheus /var/lib/grafana"
            + " -path '*/metrics2/*' -prune -o -path '*/authority*' -prune -o -printf '%M %u %g %p\\n' | sort -k 4";
    Stream<String> lines = LAB.on(host, find).succeeded().output().lines();
    // Each host's configuration is named by its content, in which the host has a name.
    return String.join("\n", lines.toList()).replaceAll("trees/[0-9a-f]{12}", "trees/DIGEST");
  }

  /** As people on the host ask. */
  private static JsonNode json(String host, int port, String path) {
    String ask = "curl --silent --fail 'http://127.0.0.1:%d%s'".formatted(port, path);
    return Http.parse(LAB.on(host, ask).succeeded().output());
  }
}
