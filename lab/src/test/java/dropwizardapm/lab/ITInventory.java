package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given on the command line is what is meant, or an error says so. */
@NeedsOwnHosts
class ITInventory {
  @TempDir Path directory;

  @BeforeEach
  void writeInventories() throws IOException {
    Files.createDirectories(directory.resolve("a user's/empty"));
    write("good.yml", "{service: {hosts: {app1: {}}}, all: {hosts: {other: {}}}}");
    write("other.yml", "{all: {hosts: {other: {}}}}");
    write("vars.yml", "service_port: 8040");
  }

  @ParameterizedTest
  @CsvSource({
    "deploy, -i typo, There is no inventory DIRECTORY/typo",
    "deploy, -i good.yml -i typo, There is no inventory DIRECTORY/typo",
    "deploy, -i empty, No host to deploy to. The groups service and monitoring of DIRECTORY/empty have 0 hosts",
    "deploy, -i other.yml, No host to deploy to. The groups service and monitoring of DIRECTORY/other.yml have 0 hosts",
    "deploy, -i good.yml --limit other, have 1 hosts: app1; --limit other leaves none",
    "verify, -i typo, There is no inventory DIRECTORY/typo",
  })
  void inventory_withoutAHostToDeployTo_isRefused(String playbook, String options, String message) {
    String yml = Command.REPOSITORY.resolve("ansible/" + playbook + ".yml").toString();
    Command run = shell("ansible-playbook " + yml + " --tags none " + options).failed();

    // Ansible breaks long lines.
    assertThat(run.words())
        .contains(message.replace("DIRECTORY", directory.resolve("a user's").toString()));
  }

  @Test
  void apm_takesPathsFromWhereTheUserIs() throws IOException {
    Files.createSymbolicLink(
        directory.resolve("a user's/apm link"), Command.REPOSITORY.resolve("apm"));

    Command run = shell("'./apm link' deploy -i good.yml -e @vars.yml --list-hosts").succeeded();

    assertThat(run.output()).contains("app1", "ansible/deploy.yml -i good.yml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab", "test", "deploy", "release"})
  void help_isOfTheCommand(String command) {
    Command run = Command.run("./apm", command, "--help").succeeded();

    assertThat(run.output()).startsWith("  " + command).doesNotContain("usage:");
  }

  @Test
  void helpOfLoad_isThatOfItsOwnScript() {
    assertThat(Command.run("./apm", "load", "--help").succeeded().output())
        .isEqualTo(Command.run("gatling/load", "--help").succeeded().output())
        .startsWith("usage: ./apm load PROFILE");
  }

  /** Before Maven starts, which takes seconds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smok | no profile 'smok': name smoke,",
        "smoke --url http://127.0.0.1:9 | nothing answers at http://127.0.0.1:9: start the service",
        "smoke --url https://nobody.invalid | nothing answers at https://nobody.invalid: start",
      })
  void load_isRefusedAtOnce_whenItCannotBe(String options, String message) {
    Command run = Command.run("sh", "-c", "gatling/load " + options).failed();

    assertThat(run.output()).contains(message).doesNotContain("mvn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"depoly", "depoly --help", "lab upp"})
  void unknownCommand_isNamed(String command) {
    Command run = Command.run("sh", "-c", "./apm " + command).failed();

    assertThat(run.output())
        .contains("no command '" + command.replace(" --help", "") + "'", "usage:");
  }

  /** In the user's directory. */
  private Command shell(String command) {
    return Command.run(
        Duration.ofMinutes(5),
        Map.of("ANSIBLE_NOCOLOR", "1"),
        "sh",
        "-c",
        "cd \"$0\" && " + command,
        directory.resolve("a user's").toString());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve("a user's").resolve(name), text);
  }
}
