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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the repository without running it. */
class StaticCheckTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Variables that take any text, or a file that is looked for. */
  private static final Set<String> ANY_TEXT =
      Set.of(
          "alertmanager_smtp_password",
          "alertmanager_smtp_username",
          "apm_own_directory",
          "archive_source",
          "deadman_smtp_password",
          "deadman_smtp_username",
          "grafana_archive",
          "grafana_package",
          "grafana_provisioning",
          "mtls_ca_file",
          "mtls_certificate_file",
          "package_remedy",
          "preflight_package_archive",
          "prometheus_runbooks",
          "service_archive",
          "service_config_file",
          "service_jre_archive",
          "service_unit_file",
          "uninstall_packages",
          "uninstall_what");

  @Test
  void shellScripts_passShellcheck() {
    need("shellcheck");
    String scripts = "apm gatling/load lab/lab .ci/run .ci/release .ci/artifacts .ci/bundle";
    Command.run(("shellcheck " + scripts).split(" ")).succeeded();
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

  /**
   * Ansible renders the message of an assertion that passes, too, and a result that has nothing to
   * say then ends the run: such a message belongs into the module fail.
   */
  @Test
  void assertions_quoteNoResultOfATask() throws IOException {
    List<String> tasks = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Command.REPOSITORY.resolve("ansible"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yml")).toList()) {
        tasks.addAll(List.of(Files.readString(file).split("(?m)^ *- (?=name:)")));
      }
    }
    String results =
        tasks.stream()
            .flatMap(task -> matches("(?m)^ *register: (\\w+)", task))
            .collect(Collectors.joining("|", "\\b(", ")\\b(?!.*default\\()"));

    assertThat(tasks).hasSizeGreaterThan(100);
    assertThat(
            tasks.stream()
                .filter(
                    task ->
                        matches("fail_msg:(.*(?:\\n {6}.*)*)", task)
                            .flatMap(message -> matches("(?s)\\{\\{(.*?)\\}\\}", message))
                            .anyMatch(value -> matches(results, value).findAny().isPresent())))
        .isEmpty();
  }

  private static Stream<String> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1));
  }

  @ParameterizedTest
  @MethodSource("roles")
  void role_describesEveryVariableThatHasADefault(Path role) throws IOException {
    Set<String> described = described(role);
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

  /**
   * What a value has to look like is checked before anything is changed; a type says too little.
   */
  @ParameterizedTest
  @MethodSource("roles")
  void role_saysWhatEachValueHasToLookLike(Path role) throws IOException {
    JsonNode specs = YAML.readTree(role.resolve("meta/argument_specs.yml").toFile());
    Set<String> kinds = keys(role.resolve("meta/kinds.yml"), "");
    assertThat(described(role)).containsAll(kinds);

    specs
        .at("/argument_specs/main/options")
        .properties()
        .forEach(
            option -> {
              JsonNode type = option.getValue();
              if (type.path("type").asText().matches("bool|dict") || type.has("choices")) return;
              if (type.path("elements").asText().equals("dict")) return;
              assertThat(kinds.contains(option.getKey()) || ANY_TEXT.contains(option.getKey()))
                  .as(option.getKey() + " in meta/kinds.yml")
                  .isTrue();
            });
  }

  /**
   * A default that two places give is right in one of them. What others need stands in the role
   * apm.
   */
  @ParameterizedTest
  @MethodSource("roles")
  void role_knowsNoDefaultOfAnotherRole(Path role) throws IOException {
    if (role.endsWith("apm")) return;
    List<Path> others =
        roles().stream()
            .map(Path::getFileName)
            .filter(other -> !other.equals(role.getFileName()))
            .toList();
    Pattern constant = Pattern.compile("\\b([a-z]+_[a-z_]+) *[|] *default\\( *('[^']+'|[0-9]+)");
    try (Stream<Path> files = Files.walk(role)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(constant.matcher(Files.readString(file)).results().map(MatchResult::group))
            .as(file.toString())
            .filteredOn(found -> others.stream().anyMatch(other -> found.startsWith(other + "_")))
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("roles")
  void defaultThatOtherHostsNeed_isTheRoles(Path role) throws IOException {
    Path file = role.resolve("defaults/main.yml");
    JsonNode defaults = Files.exists(file) ? YAML.readTree(file.toFile()) : YAML.createObjectNode();
    JsonNode needed =
        YAML.readTree(Command.REPOSITORY.resolve("ansible/roles/apm/vars/hosts.yml").toFile())
            .path("_apm_defaults");

    assertThat(needed.properties())
        .filteredOn(each -> each.getKey().startsWith(role.getFileName() + "_"))
        .allSatisfy(each -> assertThat(defaults.path(each.getKey())).isEqualTo(each.getValue()));
  }

  /** Users write as these do. The sample is held by a test of its own. */
  @Test
  void examplesAndDocs_nameNothingBehindTheApiOfTheBundle() throws IOException {
    List<String> named = new ArrayList<>();
    for (String directory : List.of("examples", "docs")) {
      try (Stream<Path> files = Files.walk(Command.REPOSITORY.resolve(directory))) {
        for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|md)")).toList())
          matches("\\bdropwizardapm\\.bundle\\.(\\w+)", Files.readString(file))
              .forEach(name -> named.add(name + " in " + file.getFileName()));
      }
    }
    assertThat(named).contains("ApmBundle in HelloApplication.java");
    assertThat(named).allMatch(name -> Character.isUpperCase(name.charAt(0)));
  }

  static List<Path> roles() throws IOException {
    try (Stream<Path> roles = Files.list(Command.REPOSITORY.resolve("ansible/roles"))) {
      return new ArrayList<>(roles.filter(Files::isDirectory).sorted().toList());
    }
  }

  /** Whichever of its entries takes it. */
  private static Set<String> described(Path role) throws IOException {
    Set<String> described = new TreeSet<>();
    YAML.readTree(role.resolve("meta/argument_specs.yml").toFile())
        .path("argument_specs")
        .forEach(entry -> described.addAll(fields(entry.path("options"))));
    return described;
  }

  private static Set<String> keys(Path file, String pointer) throws IOException {
    // A role without defaults of its own has no such file.
    return Files.exists(file) ? fields(YAML.readTree(file.toFile()).at(pointer)) : Set.of();
  }

  private static Set<String> fields(JsonNode node) {
    Set<String> fields = new TreeSet<>();
    node.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  private static void need(String program) {
    boolean there = Command.run("sh", "-c", "command -v " + program).exit() == 0;
    if (Boolean.getBoolean("lab"))
      assertThat(there).as(program + " is installed by ./apm test").isTrue();
    assumeTrue(there, program + " is not installed: ./apm test installs it");
  }
}
