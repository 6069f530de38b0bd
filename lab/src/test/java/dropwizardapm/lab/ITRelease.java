package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./apm release} in a repository of its own, which holds what this one holds now. */
class ITRelease {
  private static final String VERSION = "97.8.6";
  private static final String SAMPLE = "dropwizard-app-" + VERSION;
  private static final String LIBRARY = "dropwizard-apm-bundle-" + VERSION;

  @TempDir static Path directory;
  private static Path repository;

  @BeforeAll
  static void commit() throws IOException {
    repository = Files.createDirectory(directory.resolve("repository"));
    sh(
        "tar --create --exclude=target --exclude=.git --directory='%s' . | tar --extract"
            .formatted(Command.REPOSITORY));
    Path log = repository.resolve("CHANGELOG.md");
    String section = "\n## " + VERSION + " (unreleased)\n\n- Something new.\n\n## ";
    Files.writeString(log, Files.readString(log).replaceFirst("\n## ", section));
    sh("git init --quiet; git config user.name Tester; git config user.email test@example.org");
    sh("git add --all; git commit --quiet --message=Begin");
  }

  @Order(1)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | true | '' is no version. Give three numbers",
        "1.0 | true | '1.0' is no version.",
        "v97.8.6 | true | 'v97.8.6' is no version.",
        "97.8.6-SNAPSHOT | true | '97.8.6-SNAPSHOT' is no version.",
        "97.08.6 | true | '97.08.6' is no version.",
        "97.8.7 | true | begins with '## 97.8.6 (unreleased)'. Write the section '## 97.8.7 (unre",
        "97.8.6 | echo >>README.md; touch lost | not clean. Commit or remove this first: M README.md ?? lost",
        "97.8.6 | sed -i /Something/d CHANGELOG.md; git commit -qam E | section 97.8.6 of CHANGELOG.md is empty.",
        "97.8.6 | git tag v97.8.6 | the tag v97.8.6 exists, so 97.8.6 is released. Take the next version",
        "97.8.6 | git config user.name '' | git does not know who you are. Set user.name",
        "97.8.6 | rm -r .git | is no clone. Clone the repository"
      })
  void badInput_isRefused_beforeAnythingIsChanged(String version, String fault, String words) {
    sh("cp --archive .git ../git; " + fault);

    Command run = release(version, Map.of()).failed();

    assertThat(run.words()).contains(words);
    assertThat(repository.resolve("target")).doesNotExist();
    sh("rm -rf .git; mv ../git .git; git reset --quiet --hard; git clean --quiet --force");
    assertThat(traces()).isEqualTo("Begin\n1\n");
  }

  @Test
  @Order(2)
  void releaseThatCannotBeBuilt_leavesNothingBehind() throws IOException {
    Path mvn = Files.createDirectory(directory.resolve("bin")).resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\ncase \"$*\" in *package*) exit 3 ;; esac\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();

    Command run =
        release(VERSION, Map.of("PATH", mvn.getParent() + ":" + System.getenv("PATH"))).failed();

    assertThat(run.words()).contains("versions:set", "-pl service -am package");
    assertThat(repository.resolve("target")).doesNotExist();
    assertThat(traces()).isEqualTo("Begin\n1\n");
  }

  @Test
  @Order(3)
  void release_isACommit_aTag_andADirectory() throws IOException {
    Command run = release(VERSION, Map.of()).succeeded();

    assertThat((typed("git show") + typed("git tag --delete")).lines())
        .allMatch(line -> run.output().contains(line.replaceAll(" +#.*", "")));
    assertThat(traces()).isEqualTo("Release " + VERSION + "\nBegin\nv" + VERSION + "\n1\n");
    assertThat(sh("git rev-parse HEAD")).isEqualTo(sh("git rev-parse v" + VERSION + "^{commit}"));
    assertThat(Versions.of(repository).values()).containsOnly(VERSION);
    assertThat(Files.readString(repository.resolve("CHANGELOG.md")))
        .containsPattern("\n## 97[.]8[.]6 \\(\\d{4}-\\d\\d-\\d\\d\\)\n\n- Something new.\n");
    assertThat(sh("cd %s; %s ls".formatted(released(""), typed("sha256sum --check"))))
        .contains("SHA256SUMS")
        .contains(SAMPLE + ".tar.gz: OK", SAMPLE + "-cyclonedx.json: OK")
        .contains(LIBRARY + ".jar: OK", LIBRARY + "-cyclonedx.json: OK")
        .contains(LIBRARY + "-sources.jar: OK", LIBRARY + "-javadoc.jar: OK")
        .contains("dropwizardapm-apm-" + VERSION + ".tar.gz: OK")
        .hasLineCount(7 + 8);
  }

  @Test
  @Order(4)
  void listOfParts_namesEveryJarOfTheArchive() throws IOException {
    String jars = sh("tar --list --file=%s | grep --only-matching 'lib/.*'".formatted(archive()));
    JsonNode parts = new ObjectMapper().readTree(released(SAMPLE + "-cyclonedx.json").toFile());

    assertThat(parts.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(parts.at("/metadata/component/version").asText()).isEqualTo(VERSION);
    Stream<JsonNode> components =
        StreamSupport.stream(parts.path("components").spliterator(), false);
    assertThat(
            components.map(
                each ->
                    "lib/%s-%s.jar"
                        .formatted(each.path("name").asText(), each.path("version").asText())))
        .containsExactlyInAnyOrderElementsOf(
            jars.lines().filter(each -> each.endsWith(".jar")).toList())
        .contains("lib/" + LIBRARY + ".jar")
        .hasSizeGreaterThan(50);
  }

  /** From the tag alone, wherever: a deployed archive can be traced to its commit. */
  @Test
  @Order(5)
  void sameBytes_areBuiltAgain() throws IOException {
    String said = sh(typed("git checkout").replace(" package ", " package cyclonedx:makeBom "));

    assertThat(Files.readAllLines(released("SHA256SUMS")))
        .filteredOn(line -> line.endsWith(SAMPLE + ".tar.gz"))
        .singleElement()
        .matches(line -> said.contains(line.substring(0, 64)));
    Path built = repository.resolve("service/target");
    assertThat(Files.mismatch(archive(), built.resolve("dropwizard-app.tar.gz"))).isEqualTo(-1);
    assertThat(Files.mismatch(released(SAMPLE + "-cyclonedx.json"), built.resolve("bom.json")))
        .isEqualTo(-1);
  }

  @Test
  @Order(6)
  void release_canBeLookedAt_andTakenBack() {
    sh("git checkout --quiet -");

    assertThat(sh(typed("git show").lines().toList().getFirst())).contains("Release " + VERSION);
    sh(typed("git tag --delete"));

    assertThat(traces()).isEqualTo("Begin\n1\n");
  }

  /** What docs/releasing.md tells to type. */
  private static String typed(String word) {
    return Page.of("docs/releasing.md").block(word).replace("0.2.0", VERSION);
  }

  private static Command release(String version, Map<String, String> environment) {
    return Command.run(
        Duration.ofMinutes(5),
        environment,
        repository.resolve("apm").toString(),
        "release",
        version);
  }

  private static Path released(String file) {
    return repository.resolve("target/release").resolve(VERSION).resolve(file);
  }

  private static Path archive() {
    return released(SAMPLE + ".tar.gz");
  }

  /** What a release leaves in git: changes, commits, tags, and one work tree. */
  private static String traces() {
    return sh(
        "git status --porcelain; git log --format=%s; git tag; git worktree list | wc --lines");
  }

  private static String sh(String script) {
    return Command.run(
            Duration.ofMinutes(5),
            Map.of(),
            "sh",
            "-euc",
            "cd '%s'; %s".formatted(repository, script))
        .succeeded()
        .output();
  }
}
