package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that gives way to an archive's is there to return to, wherever a run is cut off. */
class SwapDataTest {
  private static final Map<String, String> BEFORE =
      Map.of("block/index", "old", "wal", "old", "snapshots/mine", "old");
  private static final Map<String, String> RESTORED =
      Map.of("other/index", "new", "wal", "new", "snapshots/mine", "old");

  @TempDir Path data;

  @BeforeEach
  void unpackBesideTheData() throws IOException {
    assumeTrue(
        Command.run("/usr/bin/python3", "-c", "import ansible").exit() == 0,
        "Ansible is not installed: ./apm test installs it");
    write(BEFORE, "");
    unpack();
  }

  @Test
  void newData_takesThePlaceOfAllThatIsThere_butOfWhatStays() {
    swap("aside", "put");

    assertThat(content("before-restore"))
        .isEqualTo(
            Map.of("before-restore.aside/block/index", "old", "before-restore.aside/wal", "old"));
    assertThat(content()).isEqualTo(RESTORED);
  }

  @Test
  void newData_takesThePlaceOfItsNamesAlone_whereOthersAreInTheDirectory() {
    run("False", "aside", "put");

    assertThat(content("before-restore")).isEqualTo(Map.of("before-restore.aside/wal", "old"));
    assertThat(content())
        .isEqualTo(
            Map.of(
                "block/index", "old", "other/index", "new", "wal", "new", "snapshots/mine", "old"));
  }

  @Test
  void dataBefore_comesBackWhole() {
    swap("aside", "put", "back");

    assertThat(content()).isEqualTo(BEFORE);
    assertThat(content("before-restore")).isEmpty();
  }

  @Test
  void dataBefore_comesBackWhole_afterARunThatWasCutOffWhileItWasPutAside() throws IOException {
    Files.createDirectory(data.resolve("before-restore.partial"));
    Files.move(data.resolve("wal"), data.resolve("before-restore.partial/wal"));

    swap("aside", "put", "back");

    assertThat(content()).isEqualTo(BEFORE);
  }

  @Test
  void dataBefore_comesBackWhole_afterARunThatWasCutOffWhileTheNewWasPut() throws IOException {
    swap("aside");
    Files.move(data.resolve("restore/wal"), data.resolve("wal"));
    unpack();

    swap("aside", "put");
    assertThat(content()).isEqualTo(RESTORED);
    unpack();
    swap("back");

    assertThat(content()).isEqualTo(BEFORE);
  }

  private void unpack() throws IOException {
    write(Map.of("other/index", "new", "wal", "new"), "restore/");
  }

  private void write(Map<String, String> files, String below) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = data.resolve(below + file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private void swap(String... steps) {
    run("True", steps);
  }

  private void run(String alone, String... steps) {
    String program =
        """
        import os, pwd, grp
        from ansible_collections.dropwizardapm.apm.plugins.modules.swap_data import Swap
        swap = Swap({"directory": "%1$s", "from": "%1$s/restore", "alone": %2$s, "stays": ["snapshots"], "gone": [],
                     "owner": pwd.getpwuid(os.getuid()).pw_name, "group": grp.getgrgid(os.getgid()).gr_name}, "")
        steps = {"aside": swap.put_aside, "put": swap.put, "back": swap.give_back}
        for step in "%3$s".split():
            steps[step]()
        """
            .formatted(data, alone, String.join(" ", steps));
    Command.run(
            Duration.ofMinutes(1),
            Map.of("PYTHONPATH", "ansible/collections", "PYTHONDONTWRITEBYTECODE", "1"),
            "/usr/bin/python3",
            "-c",
            program)
        .succeeded();
  }

  /** All files but what is unpacked and what was put aside, by their paths. */
  private Map<String, String> content() {
    Map<String, String> content = content("");
    content.keySet().removeIf(path -> path.matches("(restore|before-restore.*)/.*"));
    return content;
  }

  private Map<String, String> content(String below) {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = data.relativize(file).toString();
        if (path.startsWith(below)) content.put(path, Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return content;
  }
}
