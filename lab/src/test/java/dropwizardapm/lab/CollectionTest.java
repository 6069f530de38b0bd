package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes each role of use without the others. */
class CollectionTest {
  private static final Path ANSIBLE = Command.REPOSITORY.resolve("ansible");

  /**
   * What begins with {@code _ROLE_} is that role's own. Others read what it exports
   * (meta/exports.yml), and what the role apm knows of the inventory.
   */
  @ParameterizedTest
  @MethodSource("dropwizardapm.lab.StaticCheckTest#roles")
  void role_keepsItsPrivateVariablesToItself(Path role) throws IOException {
    if (role.endsWith("apm")) return;
    Pattern own = Pattern.compile("(?<!\\w)_" + role.getFileName() + "_\\w+");
    List<String> readElsewhere = new ArrayList<>();
    for (Path file : playbooksAndRoles()) {
      if (file.startsWith(role)) continue;
      own.matcher(Files.readString(file))
          .results()
          .forEach(name -> readElsewhere.add(name.group() + " in " + file));
    }
    assertThat(readElsewhere).isEmpty();
  }

  /** The playbook's directory is the user's own where it imports ours. */
  @ParameterizedTest
  @MethodSource("playbooksAndRoles")
  void nothing_beginsAtThePlaybook(Path file) throws IOException {
    assertThat(Files.readString(file)).doesNotContain("playbook_dir");
  }

  @Test
  void readmes_sayWhatTheArgumentsAre() {
    assumeTrue(
        Command.run("python3", "-c", "import yaml").exit() == 0,
        "Ansible's library yaml is not installed: ./apm test installs it");
    Command.run("lab/role-readmes", "--check").succeeded();
  }

  static List<Path> playbooksAndRoles() throws IOException {
    try (Stream<Path> files = Files.walk(ANSIBLE)) {
      return files
          .filter(file -> file.toString().matches(".*[.](yml|j2)"))
          .filter(file -> !file.toString().contains("/inventories/"))
          .toList();
    }
  }
}
