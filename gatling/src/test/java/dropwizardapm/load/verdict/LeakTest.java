package dropwizardapm.load.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.load.workload.LoadRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A soak against real processes, side by side, as each takes half a minute. */
class LeakTest {
  @TempDir Path directory;

  @Test
  void soak_convictsTheServiceThatLeaks_andNotTheOneThatDoesNot() throws Exception {
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<String> leaking = both.submit(soak("leaking", 16_000));
      Future<String> sound = both.submit(soak("sound", 0));

      assertThat(leaking.get()).contains("FAILED: live set does not grow (after collection");
      assertThat(sound.get()).contains("passed: live set does not grow (after collection");
    }
  }

  private Callable<String> soak(String name, int leakedBytes) {
    return () -> {
      Path own = Files.createDirectory(directory.resolve(name));
      Path list = own.resolve("requests.yml");
      Files.writeString(list, "requests: [{path: /work}]\n");
      Process service = LeakingService.start(leakedBytes);
      try (var port = service.inputReader(UTF_8)) {
        return LoadRun.of(
                own,
                Map.of(),
                "profile=soak",
                "knee=100",
                "duration=20s",
                "url=http://127.0.0.1:" + port.readLine(),
                "requests=" + list)
            .output();
      } finally {
        service.destroyForcibly().waitFor();
      }
    };
  }
}
