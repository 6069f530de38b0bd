package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The newest ansible-core that a distribution has, on a blank host: everything once, and Grafana
 * from each source after another. What else is deployed in these tests is so by the oldest.
 */
@NeedsOwnHosts
class ITNewestAnsible {
  private static final GrafanaHost HOST = new GrafanaHost(Lab.STACK, "apm3");
  private static final String CONTROLLER = "apm5";
  private static final String SERVICE =
      "service_archive: '/srv/a copy/service/target/dropwizard-app.tar.gz', ";
  private static final String OWN = "apm_own_directory: '/srv/a copy/examples/shop/apm', ";

  /** A row of the table that says who listens where. */
  private static final Pattern PORT =
      Pattern.compile("(?m)^\\| (?<port>\\d+) \\| [^|]+ \\| (?<address>[^|]+) \\|");

  private static final String OLD = "12.99.1";
  private static final String NEW = "12.99.2";

  private static Path directory;
  private static GrafanaRepository repository;
  private static Controller newest;

  @BeforeAll
  static void boot() throws IOException {
    directory = Files.createTempDirectory(Path.of("/var/tmp"), "apm-newest-");
    repository = new GrafanaRepository(Lab.STACK, NEW);
    Lab.STACK.lab("reset", HOST.name(), CONTROLLER).succeeded();
    newest = Controller.on(Lab.STACK, CONTROLLER);
  }

  @AfterAll
  static void close() {
    if (repository != null) repository.close();
    // A whole stack runs there, and others measure after this.
    Lab.STACK.lab("reset", HOST.name()).succeeded();
    Command.run("rm", "-r", directory.toString()).succeeded();
  }

  @Test
  @Order(1)
  void fileThatTheUserMayNotRead_isRefusedByName() {
    Map<GrafanaHost, String> hosts = Map.of(HOST, "grafana_package: /root/grafana.deb");

    Command run = GrafanaHost.deploy(newest, repository, hosts, "--tags", "check").failed();

    assertThat(run.words()).contains("grafana_package: there is no file /root/grafana.deb");
  }

  @Test
  @Order(2)
  void everything_isDeployed_withGrafanaFromAPackageFile() {
    assertThat(Lab.STACK.on(CONTROLLER, "ansible --version").output()).contains("[core 2.19");
    Path deb = GrafanaStandIn.deb(directory, OLD);
    Lab.STACK.give(CONTROLLER, deb);

    deploy(SERVICE + OWN + "grafana_package: " + deb);

    HOST.output("curl --silent --fail http://127.0.0.1:8031/health");
    assertThat(HOST.version()).isEqualTo(OLD);
    // The user's own, beside ours.
    HOST.output("ls /etc/grafana/dashboards/prices.json /etc/grafana/dashboards/service.json");
    HOST.output("curl --silent --fail http://127.0.0.1:9090/consoles/runbooks/PricesFail.html");
    assertThat(HOST.output("curl --silent --fail http://127.0.0.1:9090/api/v1/rules"))
        .contains("PricesFail", "ServiceDown");
  }

  /** The page that says what can be reached, and which ports a firewall has to open. */
  @Test
  @Order(3)
  void everyPort_listensWhereTheDocumentationSays() {
    Map<String, String> documented = new TreeMap<>();
    Matcher row = PORT.matcher(Page.of("SECURITY.md").text());
    while (row.find()) documented.put(row.group("port"), row.group("address"));
    Map<String, String> listening = new TreeMap<>();
    HOST.output("ss --no-header --listening --tcp --udp --numeric | awk '{print $5}'")
        .lines()
        .filter(socket -> !socket.endsWith(":22")) // the lab's way in
        .forEach(
            socket ->
                listening.put(
                    socket.replaceAll(".*:", ""),
                    socket.contains("127.0.0.1") ? "127.0.0.1" : "all addresses"));

    assertThat(listening).isEqualTo(documented);
  }

  @Test
  @Order(4)
  void grafana_isDeployedFromEachOtherSource() {
    Path archive = GrafanaStandIn.archive(directory, NEW);
    Lab.STACK.give(CONTROLLER, archive);

    deploy("grafana_archive: " + archive, "--tags", "grafana");
    assertThat(HOST.version()).isEqualTo(NEW);

    byAddress("grafana_package", GrafanaStandIn.deb(directory, OLD));
    assertThat(HOST.version()).isEqualTo(OLD);

    byAddress("grafana_archive", archive);
    assertThat(HOST.version()).isEqualTo(NEW);

    deploy("grafana_enabled: true", "--tags", "grafana");
    HOST.output(
        "dpkg-query --show --showformat='${Version}' grafana | grep --fixed-strings " + NEW);
    assertThat(HOST.version()).isEqualTo(NEW);
  }

  private static void byAddress(String variable, Path file) {
    deploy("grafana_enabled: true" + repository.byAddress(variable, file), "--tags", "grafana");
  }

  private static void deploy(String variables, String... options) {
    Command run = GrafanaHost.deploy(newest, repository, Map.of(HOST, variables), options);
    assertThat(Recap.of(run.succeeded()))
        .singleElement()
        .satisfies(host -> assertThat(host.changed()).isPositive());
  }
}
