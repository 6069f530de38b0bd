package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the repository without running it. */
class StaticCheckTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void shellScripts_passShellcheck() {
    need("shellcheck");
    Command.run("shellcheck", "apm", "lab/lab", ".ci/run").succeeded();
  }

  @Test
  void yaml_passesYamllint() {
    need("yamllint");
    Command.run(
            "yamllint",
            "--strict",
            "--config-file=ansible/.yamllint",
            "ansible",
            "grafana-provisioning")
        .succeeded();
  }

  @Test
  void playbooks_passAnsibleLint() {
    need("ansible-lint");
    Command.run("ansible-lint", "--offline", "--strict", "ansible").succeeded();
  }

  @ParameterizedTest
  @MethodSource("roles")
  void role_describesEveryVariableThatHasADefault(Path role) throws IOException {
    Set<String> described =
        keys(role.resolve("meta/argument_specs.yml"), "/argument_specs/main/options");
    Set<String> defaults = keys(role.resolve("defaults/main.yml"), "");

    assertThat(described).containsAll(defaults);
    assertThat(defaults).allMatch(name -> name.startsWith(role.getFileName() + "_"));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void role_typesEveryVariable(Path role) throws IOException {
    JsonNode options =
        YAML.readTree(role.resolve("meta/argument_specs.yml").toFile())
            .at("/argument_specs/main/options");

    assertThat(options.properties())
        .allSatisfy(
            option -> {
              assertThat(option.getValue().path("type").asText())
                  .as(option.getKey() + ": type")
                  .isNotEmpty();
              assertThat(option.getValue().path("description").isMissingNode())
                  .as(option.getKey() + ": description")
                  .isFalse();
            });
  }

  private static List<Path> roles() throws IOException {
    try (Stream<Path> roles = Files.list(Command.REPOSITORY.resolve("ansible/roles"))) {
      return new ArrayList<>(roles.filter(Files::isDirectory).sorted().toList());
    }
  }

  private static Set<String> keys(Path file, String pointer) throws IOException {
    Set<String> keys = new TreeSet<>();
    YAML.readTree(file.toFile()).at(pointer).fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static void need(String program) {
    boolean there = Command.run("sh", "-c", "command -v " + program).exit() == 0;
    if (Boolean.getBoolean("lab"))
      assertThat(there).as(program + " is installed by ./apm test").isTrue();
    assumeTrue(there, program + " is not installed: ./apm test installs it");
  }
}
