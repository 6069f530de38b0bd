package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a user with a project of its own: the collection is installed there, and nothing of
 * this checkout is in reach. examples/collection, against a blank host.
 */
@NeedsOwnHosts
class ITCollection {
  private static final Lab LAB = Lab.STACK;
  private static final String HOST = "apm8";
  private static final Path EXAMPLES = Command.REPOSITORY.resolve("examples");

  @TempDir static Path project;

  @BeforeAll
  static void installCollection() throws IOException {
    LAB.lab("reset", HOST).succeeded();
    for (String file :
        new String[] {"playbook.yml", "exporters.yml", "verify.yml", "inventory.yml"})
      Files.copy(EXAMPLES.resolve("collection").resolve(file), project.resolve(file));
    Files.copy(EXAMPLES.resolve("hello/target/hello.jar"), project.resolve("hello-1.0.jar"));
    Files.copy(EXAMPLES.resolve("hello/hello.yml"), project.resolve("hello.yml"));
    Files.createDirectory(project.resolve("host_vars"));
    Files.writeString(project.resolve("host_vars/app1.example.org.yml"), LAB.connection(HOST));
    in(typed(0));
    in(typed(1));
  }

  @AfterAll
  static void remove() {
    LAB.lab("reset", HOST).succeeded();
  }

  @Test
  @Order(1)
  void roleAlone_isDeployed_onABlankHost() {
    assertThat(changed(play("exporters.yml"))).isPositive();

    assertThat(LAB.on(HOST, "curl --silent --fail http://127.0.0.1:9100/metrics").output())
        .contains("node_load1");
  }

  @Test
  @Order(2)
  void roleAlone_refusesBadValues() {
    assertThat(in(false, run("exporters.yml", "-e node_exporter_port=often")).words())
        .contains("node_exporter_port");
  }

  @Test
  @Order(3)
  void playbookOfTenLines_deploysTheStack() throws IOException {
    assertThat(Files.readAllLines(project.resolve("playbook.yml"))).hasSizeLessThan(10);

    Command run = play("playbook.yml");

    assertThat(changed(run)).isPositive();
    // Where everything is found, as the guide shows it.
    assertThat(Page.of("docs/your-service.md").block("targets up").split("\n\n", 2)[0].lines())
        .map(line -> line.replace("msg: ", "").replace("10.61.0.11", LAB.address(HOST)))
        .allMatch(run.output()::contains);
    assertThat(Http.get("http://" + LAB.address(HOST) + ":8080/health").statusCode())
        .isEqualTo(200);
    JsonNode targets = Http.parse(prometheus("/api/v1/targets?state=active"));
    assertThat(targets.at("/data/activeTargets"))
        .hasSizeGreaterThan(4)
        .allSatisfy(target -> assertThat(target.path("health").asText()).isEqualTo("up"));
    // Runbooks come along, too.
    assertThat(prometheus("/consoles/runbooks/ServiceDown.html")).contains("ServiceDown");
  }

  @Test
  @Order(4)
  void secondRun_changesNothing() {
    assertThat(changed(play("playbook.yml"))).isZero();
  }

  @Test
  @Order(5)
  void verification_findsEverythingAtWork() {
    play("verify.yml");
  }

  private static int changed(Command run) {
    return Recap.of(run).stream().mapToInt(Recap::changed).sum();
  }

  private static Command play(String playbook) {
    return in(run(playbook, ""));
  }

  private static String run(String playbook, String options) {
    return "%s -e grafana_unreachable=skip -e ansible_pipelining=true %s"
        .formatted(typed(2).replace("playbook.yml", playbook), options);
  }

  /** As examples/collection/README.md says. */
  private static String typed(int line) {
    return Page.of("examples/collection/README.md")
        .block("apm collection")
        .lines()
        .toList()
        .get(line)
        .replace("/path/to/dropwizard-apm", Command.REPOSITORY.toString());
  }

  private static Command in(String command) {
    return in(true, command);
  }

  /** In the project, with the settings that Ansible has by itself. */
  private static Command in(boolean succeeds, String command) {
    Command run =
        Command.run(
            Duration.ofMinutes(10),
            Map.of("ANSIBLE_NOCOLOR", "1"),
            "env",
            "--unset=ANSIBLE_CONFIG",
            "--chdir=" + project,
            "sh",
            "-c",
            command);
    return succeeds ? run.succeeded() : run.failed();
  }

  /** It listens on the loopback. */
  private static String prometheus(String path) {
    return LAB.on(HOST, "curl --silent --fail 'http://127.0.0.1:9090" + path + "'").output();
  }
}
