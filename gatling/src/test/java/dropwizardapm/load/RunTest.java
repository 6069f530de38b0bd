package dropwizardapm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.load.workload.LoadRun;
import dropwizardapm.load.workload.OwnService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path results;

  @Test
  void run_endsWithACodeOfItsOwn_andLeavesAllItsFiles_whenAVerdictFailed() throws Exception {
    try (OwnService service = new OwnService()) {
      LoadRun run =
          LoadRun.of(
              results,
              Map.of(),
              "profile=overload",
              "url=" + service.url(),
              "n=1",
              "knee=20",
              "duration=1s",
              "pause=0s",
              "require=goodput>=1000");

      assertThat(run.exit()).as(run.output()).isEqualTo(2);
      assertThat(run.output())
          .contains(
              "step 01, 10 RPS (warm-up)",
              "step 02, 20 RPS (1 × knee)",
              "10 × knee",
              "health max ms")
          .contains("passed: no failure but 503", "FAILED: goodput>=1000");
      assertThat(file("result.xml")).contains("tests=\"10\"", "<failure message=\"goodput at");
      assertThat(file("result.json")).contains("\"offered_rps\" : 200", "\"health_max_ms\"");
      assertThat(file("result.md")).contains("| 10 × knee |");
    }
  }

  private String file(String name) throws IOException {
    try (var files = Files.walk(results)) {
      return Files.readString(files.filter(f -> f.endsWith(name)).findFirst().orElseThrow());
    }
  }
}
