package dropwizardapm.load.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, run against a service that is not ours. */
class OwnWorkloadTest {
  private static final Path EXAMPLE = Path.of("../examples/hello/load");
  private static final String TOKEN = "s3cret-#{name}";

  @TempDir Path results;
  private OwnService service;

  @BeforeEach
  void start() throws IOException {
    service = new OwnService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void requests_areSentByWeight_withTheFeedsColumns_andTheEnvironmentsToken() throws Exception {
    LoadRun run = run("requests=" + EXAMPLE.resolve("requests.yml"));

    assertThat(run.output()).contains("2 requests of requests.yml");
    assertCounts(run, 40, 0, 0);
    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(sent("GET /api/nothing")).isEqualTo(4);
    assertThat(sent("GET /api/hello/Ada") + sent("GET /api/hello/Grace")).isBetween(23L, 25L);
    assertThat(service.asked)
        .filteredOn(asked -> asked.line().contains("hello"))
        .extracting(OwnService.Asked::authorization)
        .containsOnly("Bearer " + TOKEN);
    assertThat(run.output()).doesNotContain("s3cret");
    try (var files = Files.walk(results)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(Files.readAllBytes(file)).asString().doesNotContain("s3cret"));
    }
  }

  @Test
  void requests_haveFailed_whenAnAnswerIsNotTheRightOne() throws Exception {
    Path file = results.resolve("wrong.yml");
    Files.writeString(
        file,
        """
        requests:
          - {path: /api/hello/you, weight: 1}
          - {path: /api/hello/busy, weight: 1}
          - {path: /api/nothing, weight: 1}
          - {path: /api/nothing, weight: 1, check: {status: 404, jsonPath: {$.code: 405}}}
        """);
    LoadRun run = run("requests=" + file);

    assertCounts(run, 10, 10, 20);
    assertThat(run.exit()).isNotZero();
  }

  @Test
  void computation_hasFailed_whenTheNumberIsWrong() throws Exception {
    LoadRun run = run("n=1:1,10:1");

    assertCounts(run, 20, 0, 20);
  }

  @Test
  void journey_isOne_andTakesItsRequestsTimeWithoutThePauses() throws Exception {
    LoadRun run = run("journey=" + EXAMPLE.resolve("Greetings.java"));

    assertThat(run.output()).contains("journeys of Greetings.java");
    assertCounts(run, 40, 0, 0);
    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(service.asked).hasSizeBetween(80, 84);
    assertThat(run.figure("mean_ms")).isLessThan(900);
  }

  @Test
  void journey_isRejected_whenOneOfItsRequestsIs_andEndsThere() throws Exception {
    Path file = results.resolve("Busy.java");
    Files.writeString(
        file,
        """
        import static io.gatling.javaapi.core.CoreDsl.exec;
        import static io.gatling.javaapi.http.HttpDsl.http;
        class Busy implements dropwizardapm.load.workload.Journey {
          public io.gatling.javaapi.core.ChainBuilder steps(java.nio.file.Path directory) {
            return exec(http("busy").get("/api/hello/busy"), http("never").get("/api/hello/never"));
          }
        }
        """);
    LoadRun run = run("journey=" + file);

    assertCounts(run, 0, 40, 0);
    assertThat(sent("GET /api/hello/never")).isZero();
  }

  private static void assertCounts(LoadRun run, int ok, int rejected, int errors)
      throws IOException {
    assertThat(List.of(run.figure("ok"), run.figure("rejected"), run.figure("errors")))
        .as(run.output())
        .containsExactly((double) ok, (double) rejected, (double) errors);
  }

  private long sent(String line) {
    return service.asked.stream().filter(asked -> asked.line().equals(line)).count();
  }

  private LoadRun run(String workload) throws IOException, InterruptedException {
    return LoadRun.of(
        results,
        Map.of("HELLO_TOKEN", TOKEN),
        workload,
        "url=" + service.url(),
        "rates=40",
        "duration=1s",
        "require=ok>99%");
  }
}
