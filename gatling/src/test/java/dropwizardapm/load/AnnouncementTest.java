package dropwizardapm.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dropwizardapm.load.result.Outcome;
import dropwizardapm.load.result.StepRecorder;
import dropwizardapm.load.stack.Textfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementTest {
  private static final Instant START = Instant.parse("2026-11-23T22:25:00Z");

  @TempDir Path directory;

  private final StepRecorder step = new StepRecorder("", 10);

  private Announcement announcement() {
    return new Announcement(
        new Textfiles(null, directory.toString()),
        START,
        Profile.SMOKE,
        () -> List.of(step.result()).stream().filter(s -> s.started() > 0).toList());
  }

  @Test
  void run_isAnnounced_andLeavesItsResultBehind() throws IOException {
    Announcement announcement = announcement();
    announcement.begin("1a2b3c4");
    Path file = directory.resolve("loadtest-20261123T222500Z.prom");
    assertThat(file)
        .content()
        .contains("loadtest_running{run_id=\"20261123T222500Z\",profile=\"smoke\"} 1.0\n")
        .contains("revision=\"1a2b3c4\"");

    step.start(1);
    step.end(Outcome.OK, 1, 1_000_001, 0.5);
    announcement.end();
    assertThat(file)
        .content()
        .contains("loadtest_running{run_id=\"20261123T222500Z\",profile=\"smoke\"} 0.0\n")
        .contains("quantile=\"0.95\"} 0.001\n");
    assertThat(directory).isDirectoryContaining("glob:**/loadtest-*.prom");
    try (var files = Files.list(directory)) {
      assertThat(files).as("no file but the result").containsExactly(file);
    }
    // node_exporter runs as another user.
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void earlierRuns_stayButFour_andNoneThatWasKilled() throws IOException {
    for (int hour = 10; hour < 18; hour++)
      Files.writeString(
          directory.resolve("loadtest-20261123T" + hour + "0000Z.prom"),
          "loadtest_running{run_id=\"x\"} " + (hour == 17 ? "1.0" : "0.0") + "\n");
    Path other = Files.writeString(directory.resolve("app-deploy.prom"), "");

    Announcement announcement = announcement();
    announcement.begin("unknown");
    announcement.end();

    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              other.getFileName().toString(),
              "loadtest-20261123T130000Z.prom",
              "loadtest-20261123T140000Z.prom",
              "loadtest-20261123T150000Z.prom",
              "loadtest-20261123T160000Z.prom",
              "loadtest-20261123T222500Z.prom");
    }
  }

  @Test
  void textfile_isRefused_whenItIsNoDirectory() {
    Properties properties = new Properties();
    properties.setProperty("load.textfile", directory.resolve("nowhere").toString());
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> Monitoring.textfile(properties))
        .withMessageContaining("load.textfile");
  }
}
