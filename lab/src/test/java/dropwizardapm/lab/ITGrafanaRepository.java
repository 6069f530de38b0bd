package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Grafana from its package repository, and from every other source: a {@link GrafanaStandIn}, which
 * says so. Three hosts go through each run side by side: one that a run had left half done, one
 * with a Grafana of somebody's, and one that begins with an archive.
 */
@NeedsOwnHosts
class ITGrafanaRepository {
  private static final GrafanaHost HALF = new GrafanaHost(Lab.STACK, "apm7");
  private static final GrafanaHost THEIRS = new GrafanaHost(Lab.STACK, "apm8");
  private static final GrafanaHost MOVING = new GrafanaHost(Lab.STACK, "apm9");
  private static final List<GrafanaHost> ALL = List.of(HALF, THEIRS, MOVING);
  private static final String OLD = "12.99.1";
  private static final String NEW = "12.99.2";

  /** Each character of it has been a trap: of go-ini, of Grafana's own placeholders, of Jinja. */
  private static final String PASSWORD = "a;b#c\"d%e$f`g\\";

  private static final String SETTINGS =
      "grafana_config: {smtp: {password: '" + PASSWORD + "', enabled: false}}";

  private static Path directory;
  private static GrafanaRepository repository;

  @BeforeAll
  static void boot() throws IOException {
    directory = Files.createTempDirectory("apm-grafana-test-");
    repository = new GrafanaRepository(Lab.STACK, OLD);
    Lab.STACK.lab("reset", "apm7", "apm8", "apm9").succeeded();
  }

  @AfterAll
  static void close() {
    repository.close();
    Command.run("rm", "-r", directory.toString()).succeeded();
  }

  @Test
  @Order(2)
  void grafanaOfSomebody_isRefusedByName_andStaysAsItWas() {
    THEIRS.installByHand(repository);
    THEIRS.post(
        "admin:their-own",
        "datasources",
        "{\"name\":\"Prometheus\",\"uid\":\"theirs\",\"secret\":\"s3cret\",\"isDefault\":true}");
    THEIRS.addDashboard("admin:their-own", "shop", "Our shop");

    assertThat(refused(THEIRS, "")).contains("grafana_take_over", "/var/lib/grafana/grafana.db");

    assertThat(THEIRS.inspect("shop")).contains("the dashboard Our shop has the uid shop");
    assertThat(THEIRS.inspect("service")).contains("\"clashes\": []");
  }

  @Test
  @Order(3)
  void everySource_isDeployed_andASecondRunChangesNothing() {
    HALF.leaveHalfDone(repository);
    MOVING.output("mkdir -p /opt/java/bin && ln -s /bin/true /opt/java/bin/java");
    Path service = service();
    Map<GrafanaHost, String> sources =
        inOrder(
            SETTINGS
                + ", service_archive: "
                + service
                + repository.byAddress("service_jre_archive", service),
            "grafana_take_over: true, service_archive: %1$s, service_jre_archive: %1$s"
                .formatted(service),
            "service_java_home: /opt/java, grafana_archive: "
                + GrafanaStandIn.archive(directory, OLD)
                + repository.byAddress("service_archive", service));

    deploy(sources);
    List<Recap> again = deploy(sources);

    assertThat(again).allSatisfy(host -> assertThat(host.changed()).as(host.host()).isZero());
    assertThat(ALL).allSatisfy(host -> assertThat(host.version()).isEqualTo(OLD));
    assertThat(ALL).allSatisfy(GrafanaHost::aptWorks);
  }

  @Test
  @Order(4)
  void settings_arriveAsTheyWereGiven_andNothingCallsOut() {
    assertThat(HALF.get(HALF.administrator(), "admin/settings").at("/smtp/password").asText())
        .isEqualTo(PASSWORD);
    assertThat(HALF.get("admin:admin", "admin/settings").path("message").asText())
        .isEqualTo("Unauthorized");
    assertThat(HALF.output("journalctl --unit=grafana-server --boot --output=cat"))
        .contains("STAND-IN")
        .doesNotContain("call out of the house");
  }

  @Test
  @Order(4)
  void unit_isHardened_andNeverGivesUp() {
    for (GrafanaHost host : ALL) {
      host.output("systemd-analyze security --no-pager --threshold=20 grafana-server.service");
      assertThat(host.output("systemd-analyze verify grafana-server.service 2>&1")).isBlank();
      assertThat(
              host.output(
                  "systemctl show --property=Restart,StartLimitIntervalUSec grafana-server"))
          .contains("Restart=always", "StartLimitIntervalUSec=0");
    }
  }

  @Test
  @Order(4)
  void takenOverGrafana_keepsWhatIsItsOwners() {
    String admin = "admin:their-own";

    assertThat(THEIRS.get(admin, "datasources/uid/theirs/secret").path("secret").asText())
        .isEqualTo("s3cret");
    assertThat(THEIRS.get(admin, "admin/settings").at("/smtp/host").asText())
        .isEqualTo("mail.example.org:25");
    assertThat(THEIRS.get(admin, "datasources").findValuesAsText("uid"))
        .containsExactlyInAnyOrder("theirs", "prometheus");
    assertThat(THEIRS.get(admin, "datasources").toString())
        .contains("{\"name\":\"Prometheus\",\"uid\":\"theirs\",\"url\":\"\",\"isDefault\":1}");
    assertThat(THEIRS.get(admin, "search").findValuesAsText("title"))
        .contains("Our shop", "Service");
    assertThat(THEIRS.get("nobody:nothing", "search").path("message").asText())
        .isEqualTo("Unauthorized");
    assertThat(THEIRS.output("tar --list --file=/var/backups/dropwizard-apm/grafana.tar.gz"))
        .contains("etc/grafana/grafana.ini", "var/lib/grafana/grafana.db");
    THEIRS.output("test -e /etc/apt/sources.list.d/grafana.list.save");
    THEIRS.output("test ! -e /etc/credstore/grafana-server.admin_password");
  }

  /** In one run: a package that the host's own apt upgraded, a new key, and sources exchanged. */
  @Test
  @Order(5)
  void upgradedPackage_newKey_andOtherSources() throws IOException {
    repository.publish(NEW);
    HALF.output("apt-get --quiet update && apt-get --quiet --yes install --only-upgrade grafana");
    String modes = HALF.output("find /etc/grafana -printf '%p %u:%g %m\\n' | sort");
    String start = HALF.output("systemctl show --property=ExecMainStartTimestamp grafana-server");
    MOVING.addDashboard(MOVING.administrator(), "kept", "Kept");
    repository.rotateKey();

    List<Recap> recaps =
        deploy(
            inOrder(
                SETTINGS,
                "grafana_take_over: true"
                    + repository.byAddress(
                        "grafana_archive", GrafanaStandIn.archive(directory, NEW)),
                "grafana_version: " + NEW));

    assertThat(recaps.getFirst().changed()).as("the new key").isEqualTo(1);
    assertThat(HALF.output("find /etc/grafana -printf '%p %u:%g %m\\n' | sort")).isEqualTo(modes);
    assertThat(HALF.output("systemctl show --property=ExecMainStartTimestamp grafana-server"))
        .isEqualTo(start);
    assertThat(ALL).allSatisfy(host -> assertThat(host.version()).isEqualTo(NEW));
    assertThat(ALL).allSatisfy(GrafanaHost::aptWorks);
    assertThat(MOVING.get("nobody:nothing", "search").findValuesAsText("title")).contains("Kept");
    MOVING.output(
        "test ! -e /etc/systemd/system/grafana-server.service -a ! -e /opt/grafana/current");
    THEIRS.output("! dpkg-query --show --showformat='${Status}' grafana | grep -q ' installed'");
    THEIRS.output("test ! -e /etc/apt/sources.list.d/grafana.sources");
  }

  /** In one run with two that take package files, each from another source than before. */
  @Test
  @Order(6)
  void grafanaThatEndsAtOnce_failsTheRole_andSaysWhy() {
    Path deb = GrafanaStandIn.deb(directory, NEW);
    Map<GrafanaHost, String> hosts =
        inOrder(
            "grafana_config: {database: {type: mysql}}",
            "grafana_take_over: true, grafana_package: " + deb,
            "grafana_enabled: true" + repository.byAddress("grafana_package", deb));

    Command run = run(hosts).failed();

    assertThat(run.words())
        .contains("Grafana does not run on apm7", "failed to connect to database")
        .doesNotContain("within 180 s");
    assertThat(Recap.of(run)).filteredOn(host -> host.failed() > 0).hasSize(1);
    assertThat(THEIRS.version() + MOVING.version()).isEqualTo(NEW + NEW);
    THEIRS.output("test ! -e /opt/grafana/current");
    MOVING.output("test ! -e /etc/apt/sources.list.d/grafana.sources");
  }

  /**
   * The service is not deployed here, but its sources are looked at: one of each kind. It passes
   * for an application, and for a Java runtime.
   */
  private static Path service() {
    String pack =
        " && mkdir -p a/bin META-INF && touch a/bin/java"
            + " && echo 'Main-Class: A' > META-INF/MANIFEST.MF"
            + " && python3 -m zipfile -c a/dropwizard-app.jar META-INF"
            + " && tar -czf service-1.0.tar.gz a";
    Command.run("sh", "-c", "cd " + directory + pack).succeeded();
    return directory.resolve("service-1.0.tar.gz");
  }

  private static Map<GrafanaHost, String> inOrder(String... variables) {
    Map<GrafanaHost, String> hosts = new LinkedHashMap<>();
    for (int i = 0; i < variables.length; i++) hosts.put(ALL.get(i), variables[i]);
    return hosts;
  }

  private static List<Recap> deploy(Map<GrafanaHost, String> hosts) {
    return Recap.of(run(hosts).succeeded());
  }

  private static Command run(Map<GrafanaHost, String> hosts) {
    return GrafanaHost.deploy(Lab.STACK::play, repository, hosts, "--tags", "grafana");
  }

  /** What the refusing run printed; it must not have changed the host. */
  private static String refused(GrafanaHost host, String variables) {
    Command run = run(Map.of(host, variables)).failed();
    assertThat(Recap.of(run)).allSatisfy(recap -> assertThat(recap.changed()).isZero());
    return run.words();
  }
}
