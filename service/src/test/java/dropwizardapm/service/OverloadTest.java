package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A service with work for several times its deadline before it, all of it large. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadTest {
  private static final int CLIENTS = 64;

  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
  private final ConcurrentLinkedQueue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();

  @SuppressWarnings("NullAway.Init")
  private RunningService service;

  private volatile boolean stopped;

  @BeforeAll
  void overload() throws Exception {
    service = RunningService.start("compute: {deadline: 2s}\n", environment -> {});
    for (int i = 0; i < CLIENTS; i++) {
      clients.execute(this::insist);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> answers.stream().anyMatch(answer -> answer.statusCode() == 503));
  }

  private void insist() {
    while (!stopped) {
      try {
        answers.add(service.get("/compute/40"));
      } catch (IOException | InterruptedException e) {
        return;
      }
    }
  }

  @AfterAll
  void stop() {
    stopped = true;
    service.close();
    clients.shutdownNow();
  }

  @Test
  void health_staysReadyAndSaysWhatHappens() throws Exception {
    await().until(() -> service.get("/health").body().matches(".*overloaded, \\d+ rejected in.*"));
    assertThat(service.get("/health").statusCode()).isEqualTo(200);
    assertThat(service.get("/metrics").body())
        .contains("healthcheck_status{name=\"admission\"} 1.0");
  }

  @Test
  void smallRequests_areAnswered() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(service.get("/compute/5").statusCode()).isEqualTo(200);
      assertThat(service.get("/compute/20").statusCode()).isEqualTo(200);
      assertThat(service.get("/compute/28").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void rejection_isAProblemWithTheTimeToRetry() {
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 503)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
              assertThat(answer.headers().firstValue("Content-Type"))
                  .contains("application/problem+json");
            });
  }

  @Test
  void goodput_goesOn() {
    long before = done();
    await().atMost(Duration.ofSeconds(20)).until(() -> done() > before + 3);
    assertThat(answers)
        .allMatch(answer -> answer.statusCode() == 200 || answer.statusCode() == 503);
  }

  private long done() {
    return answers.stream().filter(answer -> answer.statusCode() == 200).count();
  }
}
