package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may go on where somebody else deploys. An empty answer is a yes. */
class DeployLockTest {
  private static final String HOLDER = "jane@laptop\n42\n20\\d\\d-\\d\\d-\\d\\dT[\\d:]{8}Z\n";

  @TempDir Path temporary;

  @BeforeEach
  void janeDeploys() {
    assertThat(lock("take", "jane@laptop", "42", "")).isEmpty();
  }

  @Test
  void anotherPerson_isToldWhoDeploys() {
    assertThat(lock("take", "joe@desk", "42", "")).matches(HOLDER);
    assertThat(lock("take", "joe@desk", "7", "42")).matches(HOLDER);
    assertThat(lock("take", "jane@laptop", "7", "")).matches(HOLDER);
  }

  @Test
  void sameRun_goesOn() {
    assertThat(lock("take", "jane@laptop", "42", "")).isEmpty();
  }

  @Test
  void nextRun_goesOn_whenTheOneBeforeIsOver() {
    assertThat(lock("release", "jane@laptop", "42", "")).isEmpty();
    assertThat(lock("take", "joe@desk", "7", "")).isEmpty();
  }

  @Test
  void nextRunOfTheSamePerson_goesOn_whenTheOneBeforeIsGone() {
    assertThat(lock("take", "jane@laptop", "7", "42")).isEmpty();
    assertThat(lock("take", "joe@desk", "8", "")).startsWith("jane@laptop\n7\n");
  }

  @Test
  void anotherPerson_goesOn_afterAnHour_orWhenToldTo() throws IOException {
    assertThat(lock("take", "joe@desk", "7", "any")).isEmpty();
    Files.setLastModifiedTime(
        temporary.resolve("lock"), FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
    assertThat(lock("take", "jane@laptop", "42", "")).isEmpty();
  }

  @Test
  void runThatLostTheLock_doesNotLetGoOfIt() {
    assertThat(lock("take", "joe@desk", "7", "any")).isEmpty();
    assertThat(lock("release", "jane@laptop", "42", "")).isEmpty();
    assertThat(lock("take", "jane@laptop", "42", "")).startsWith("joe@desk\n7\n");
  }

  private String lock(String task, String who, String process, String gone) {
    return Command.run(
            "python3",
            "-B",
            "ansible/roles/preflight/files/deploy_lock.py",
            temporary.resolve("lock").toString(),
            task,
            who,
            process,
            gone)
        .succeeded()
        .output();
  }
}
