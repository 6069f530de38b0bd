package dropwizardapm.bundle.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
  private final AtomicLong clock = new AtomicLong();
  private final Queue<Runnable> loop = new ArrayDeque<>();

  private void turn() {
    loop.forEach(Runnable::run);
    loop.clear();
  }

  @Test
  void eventLoops_areHealthy_whileTheyTurn() {
    EventLoopCheck check = new EventLoopCheck(Duration.ofSeconds(5), clock::get);
    check.watch(List.of(loop::add));
    for (int i = 0; i < 10; i++) {
      assertThat(check.execute().isHealthy()).isTrue();
      clock.addAndGet(Duration.ofSeconds(4).toNanos());
      assertThat(check.execute().isHealthy()).isTrue();
      turn();
    }
  }

  @Test
  void eventLoops_areUnhealthy_whenOneHangs_andHealthyAgain_whenItTurns() {
    EventLoopCheck check = new EventLoopCheck(Duration.ofSeconds(5), clock::get);
    check.watch(List.of(Runnable::run, loop::add));
    check.execute();
    clock.addAndGet(Duration.ofSeconds(6).toNanos());

    assertThat(check.execute().getMessage()).isEqualTo("an event loop has not turned for 6.0 s");
    assertThat(loop).as("questions on their way").hasSize(1);

    turn();
    assertThat(check.execute().isHealthy()).isTrue();
  }

  @Test
  void logDisk_isUnhealthy_whenLittleIsFree(@TempDir Path directory) {
    assertThat(new LogDiskCheck(directory, 1).execute().isHealthy()).isTrue();
    assertThat(new LogDiskCheck(directory, Long.MAX_VALUE).execute().getMessage())
        .contains("MiB free for the log in " + directory);
  }

  @Test
  void logDisk_isUnhealthy_whenItsDirectoryIsMissing() {
    assertThat(new LogDiskCheck(Path.of("/nonexistent"), 1).execute().isHealthy()).isFalse();
  }
}
