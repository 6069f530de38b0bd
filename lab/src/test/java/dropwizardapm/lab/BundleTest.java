package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./apm bundle}, as far as that needs no network: what it takes, and what it refuses. */
class BundleTest {
  private static final String SCRIPT = Command.REPOSITORY.resolve(".ci/bundle").toString();

  /** Packages, as the roles name them. */
  private static final Pattern NAMES =
      Pattern.compile(
          "(?m)(?:_packages|_package_needs|package_names|_java_package): \\[?([a-z][^\\]{}\n]*)]?$");

  @Test
  void packages_areAllThatTheRolesInstall() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Command.REPOSITORY.resolve("ansible/roles"))) {
      for (Path file :
          files.filter(each -> each.toString().matches(".*/(tasks|vars|defaults)/.*yml")).toList())
        NAMES
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> names.addAll(List.of(found.group(1).split(", "))));
    }
    String script = Files.readString(Path.of(SCRIPT));

    assertThat(names)
        .contains("prometheus", "dbus", "musl", "openjdk-25-jre-headless")
        .allSatisfy(name -> assertThat(script).containsPattern("[( ]" + name + "[) ]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--for | --for: give a value",
        "--fro debian-13-amd64 | no option '--fro'",
        "--grafana /nowhere.deb | --grafana: there is no file /nowhere.deb",
        "--for debian-11-amd64 | --for debian-11-amd64: give one of",
        "--for debian-13 | --for debian-13: give one of",
        "--for debian-13-z80 | --for debian-13-z80: give one of"
      })
  void badInput_isRefused_beforeAnythingIsFetched(String arguments, String words) {
    Command run = Command.run("sh", "-c", SCRIPT + " " + arguments);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.words()).contains("bundle: " + words);
  }
}
