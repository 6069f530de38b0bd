package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployed service, as its clients and systemd meet it. */
@NeedsLab
@Order(3)
class ITService {
  private static final Lab LAB = Lab.STACK;
  private static final String URL = "http://" + LAB.address() + ":8031";

  @Test
  void health_isOk() {
    assertThat(Http.get(URL + "/health").statusCode()).isEqualTo(200);
  }

  @Test
  void compute_answersTheNumberAndItsTime() {
    JsonNode answer = Http.json(URL + "/compute/30");

    assertThat(answer.path("n").asInt()).isEqualTo(30);
    assertThat(answer.path("result").asLong()).isEqualTo(832040);
    assertThat(answer.path("processingTimeMs").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /compute/-1",
    "GET, /compute/abc",
    "GET, /compute/1e9",
    "GET, /nope",
    "POST, /compute/3"
  })
  void badRequest_isAnsweredWithAProblem(String method, String path) {
    HttpResponse<String> response = Http.send(method, URL + path);

    assertThat(response.statusCode()).isBetween(400, 499);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = Http.parse(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(response.statusCode());
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank();
  }

  @Test
  void metrics_passPromtool() {
    assertThat(
            LAB.ssh("curl -s localhost:8031/metrics | promtool check metrics").succeeded().output())
        .isBlank();
  }

  @Test
  void admin_isOutOfReachFromTheNetwork() {
    LAB.ssh("curl -sf -o /dev/null http://127.0.0.1:8032/").succeeded();
    Command.run("curl", "-s", "-m", "2", "http://" + LAB.address() + ":8032/").failed();
  }

  @Test
  void restart_returnsOnlyWhenTheServiceAnswers() {
    LAB.ssh("systemctl restart dropwizard-app && curl -sf localhost:8031/health").succeeded();
  }

  @Test
  void service_startsFromTheCacheThatItsDeploymentMade() {
    LAB.ssh("systemctl restart dropwizard-app").succeeded();
    assertThat(
            LAB.ssh("cat /proc/$(systemctl show -P MainPID dropwizard-app)/maps")
                .succeeded()
                .output())
        .contains("/opt/dropwizard-app/releases/", ".aot\n");
    assertThat(LAB.ssh("stat -c '%U %a' /opt/dropwizard-app/current/*.aot").output().strip())
        .isEqualTo("root 644");
  }

  /** As after an upgrade of Java. */
  @Test
  void cacheThatDoesNotFit_isReported_andTheServiceStarts() {
    String since = LAB.ssh("date +%s").succeeded().output().strip();
    String cache = "/opt/dropwizard-app/current/*.aot";
    LAB.ssh("for f in " + cache + "; do mv $f $f.away; echo another > $f; done").succeeded();
    try {
      LAB.ssh("systemctl restart dropwizard-app").succeeded();
      assertThat(LAB.ssh("journalctl -u dropwizard-app -o cat --since @" + since).output())
          .contains("processing the AOT cache");
    } finally {
      LAB.ssh("for f in " + cache + "; do mv $f.away $f; done").succeeded();
      LAB.ssh("systemctl restart dropwizard-app").succeeded();
    }
  }

  /**
   * In the unit, without the capabilities that a test as root has. A client that connects while the
   * listener takes no more is refused once it is closed.
   */
  @RepeatedTest(3)
  void stop_resetsNoConnection_whenClientsConnectAnewForEachRequest() throws Exception {
    String since = LAB.ssh("date +%s").succeeded().output().strip();
    try (FreshConnections clients = new FreshConnections(LAB, 16)) {
      within(Duration.ofSeconds(30)).until(() -> clients.answers() > 500);
      LAB.ssh("systemctl stop dropwizard-app").succeeded();
      assertThat(clients.faults()).as(clients.answers() + " were answered").isEmpty();
    } finally {
      LAB.ssh("systemctl start dropwizard-app").succeeded();
    }
    assertThat(LAB.ssh("journalctl -u dropwizard-app -o cat --since @" + since).output())
        .contains("msg=stopped")
        .doesNotContain("connections may be reset");
  }

  @Test
  void stop_isOrderly() {
    LAB.ssh("systemctl stop dropwizard-app").succeeded();
    assertThat(LAB.ssh("systemctl show -P Result dropwizard-app").output().strip())
        .isEqualTo("success");
    LAB.ssh("systemctl start dropwizard-app").succeeded();
  }
}
