package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A host without any route out, from what {@code ./apm bundle} has collected. */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "takes five minutes: run ./apm test --long")
@NeedsOwnHosts
class ITOffline {
  private static final Lab LAB = Lab.STACK;
  private static final String HOST = "apm2";
  private static final String FOR = "debian-13-amd64";
  private static final Path BUNDLE = Command.REPOSITORY.resolve("target/bundle/" + FOR);
  private static final List<String> TYPED =
      Page.of("docs/offline.md").block("collection install").lines().toList();

  @TempDir static Path collections;

  @BeforeAll
  static void collect() throws IOException {
    Command.run(Duration.ofMinutes(10), Map.of(), "./apm", "bundle", "--for", FOR).succeeded();
    LAB.lab("reset", HOST).succeeded();
    LAB.on(HOST, "ip route del default && ! ip route get 192.0.2.1").succeeded();
    Files.writeString(
        collections.resolve("inventory.yml"),
        "all: {children: {service: {hosts: {plant: &p %s}}, monitoring: {hosts: {plant: *p}}}}"
            .formatted(LAB.connection(HOST)));
    in(TYPED.get(0)).succeeded();
    in(TYPED.get(1)).succeeded();
  }

  @AfterAll
  static void remove() {
    LAB.lab("reset", HOST).succeeded();
  }

  @Test
  @Order(1)
  void packagesOfAnotherDistribution_areRefused_andTheCommandNamed() {
    assertThat(refused("for-debian-12-amd64", "prometheus-node-exporter_1_amd64.deb", "dbus_1.deb"))
        .contains("is for debian-12-amd64", "./apm bundle --for " + FOR);
  }

  @Test
  @Order(1)
  void packageThatIsMissing_isNamed() {
    assertThat(refused("for-" + FOR, "dbus_1.deb"))
        .contains("./apm bundle --for " + FOR + " --package prometheus-node-exporter");
  }

  @Test
  @Order(2)
  void hostWithoutAnyRoute_getsTheWholeStack() {
    String sources = LAB.on(HOST, "ls -lR /etc/apt").output();

    Command run = deploy("").succeeded();

    assertThat(Recap.of(run)).singleElement().extracting(Recap::failed).isEqualTo(0);
    assertThat(Http.get("http://" + LAB.address(HOST) + ":8031/health").statusCode())
        .isEqualTo(200);
    assertThat(LAB.on(HOST, "promtool query instant http://127.0.0.1:9090 'min(up)'").output())
        .contains("=> 1 ");
    assertThat(LAB.on(HOST, "ls -lR /etc/apt").output()).isEqualTo(sources);
  }

  @Test
  @Order(3)
  void secondRun_changesNothing_andNeedsNoPackages() {
    LAB.on(HOST, "rm -r /var/cache/dropwizard-apm").succeeded();

    assertThat(Recap.of(deploy("").succeeded()))
        .singleElement()
        .extracting(Recap::changed)
        .isEqualTo(0);
  }

  private static String refused(String... files) {
    String names = String.join(" ", Stream.of(files).map("debian/"::concat).toList());
    Path archive = collections.resolve("packages.tar");
    Command.run(
            "sh",
            "-ec",
            "cd '%s'; rm -rf debian; mkdir debian; touch %s; tar -cf packages.tar debian"
                .formatted(collections, names))
        .succeeded();

    return deploy("--check -e preflight_package_archive=" + archive).failed().words();
  }

  private static Command deploy(String options) {
    return in(
        "%s -e service_archive=$(ls dropwizard-app-*.tar.gz) %s"
            .formatted(
                TYPED.get(2).replace("inventory.yml", collections + "/inventory.yml"), options));
  }

  /** In the directory, as the page says, with the settings that Ansible has by itself. */
  private static Command in(String command) {
    return Command.run(
        Duration.ofMinutes(10),
        Map.of("ANSIBLE_NOCOLOR", "1", "ANSIBLE_COLLECTIONS_PATH", collections.toString()),
        "env",
        "--unset=ANSIBLE_CONFIG",
        "--chdir=" + BUNDLE,
        "sh",
        "-c",
        command);
  }
}
