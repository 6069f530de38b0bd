package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's own alerts, runbooks and dashboards are found, or what is wrong with them is said. */
class OwnFilesTest {
  private static final String GROUPS = "groups: [{name: shop, rules: []}]\n";
  private static final String PAGE = "{\"title\": \"Orders\", \"uid\": \"%s\"}";

  @TempDir Path directory;

  @BeforeEach
  void needsAnsible() {
    assumeTrue(
        Command.run("sh", "-c", "command -v ansible").exit() == 0,
        "ansible is not installed: ./apm test installs it");
  }

  @Test
  void files_areTakenByTheirFolders() throws IOException {
    write("alerts/shop.yml", GROUPS);
    write("alerts/notes.txt", "not taken");
    write("runbooks/OrdersStuck.md", "# OrdersStuck\n");
    write("dashboards/orders.json", PAGE.formatted("orders"));

    assertThat(said())
        .contains("alerts/shop.yml", "runbooks/OrdersStuck.md", "dashboards/orders.json")
        .contains("\"problems\": []")
        .doesNotContain("notes.txt");
  }

  @Test
  void whatCannotBeUsed_isNamed_allAtOnce() throws IOException {
    write("alarms/shop.yml", GROUPS);
    write("alerts/broken.yml", "groups:\n  - [\n");
    write("alerts/none.yml", "alert: A\n");
    write("dashboards/broken.json", "{");
    write("dashboards/list.json", "[]");
    write("dashboards/service.json", PAGE.formatted("mine"));
    write("dashboards/taken.json", PAGE.formatted("apm-service"));
    write("dashboards/twice-a.json", PAGE.formatted("twice"));
    write("dashboards/twice-b.json", PAGE.formatted("twice"));

    assertThat(said())
        .contains(
            "/alarms is none of alerts, runbooks and dashboards",
            "alerts/broken.yml cannot be read as YAML, line 3",
            "alerts/none.yml has no groups of rules",
            "dashboards/broken.json cannot be read as JSON, line 1",
            "dashboards/list.json is no dashboard with a title and a uid",
            "dashboards/service.json has the name of one of ours",
            "dashboards/taken.json has the uid apm-service of ours (service.json)",
            "dashboards/twice-b.json has the uid twice of twice-a.json")
        .doesNotContain("twice-a.json has");
  }

  @Test
  void directoryThatIsNotThere_isNamed() {
    assertThat(said(directory.resolve("nowhere")))
        .contains("/nowhere is no directory on the controller");
  }

  private String said() {
    return said(directory);
  }

  private static String said(Path directory) {
    return Command.run(
            Duration.ofMinutes(1),
            Map.of("ANSIBLE_NOCOLOR", "1", "ANSIBLE_COLLECTIONS_PATH", "ansible/collections"),
            "ansible",
            "localhost",
            "--one-line",
            "--module-name=debug",
            "--args=msg={{ lookup('dropwizardapm.apm.own_files', '%s') }}".formatted(directory))
        .succeeded()
        .output();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
