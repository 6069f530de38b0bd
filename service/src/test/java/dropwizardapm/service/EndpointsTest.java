package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.start();
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static JsonNode json(String body) throws Exception {
    return new ObjectMapper().readTree(body);
  }

  private static void assertProblem(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(response.body())
        .doesNotContainIgnoringCase("jetty")
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void compute_answersNumberResultAndTime() throws Exception {
    HttpResponse<String> response = service.get("/compute/30");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode answer = json(response.body());
    assertThat(answer.path("n").asInt()).isEqualTo(30);
    assertThat(answer.path("result").asLong()).isEqualTo(832040);
    assertThat(answer.path("processingTimeMs").asDouble()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /compute/-1, 400",
    "GET, /compute/abc, 400",
    "GET, /compute/1e9, 400",
    "GET, /compute/, 400",
    "GET, /compute/93, 400",
    "GET, /compute/99999999999999999999, 400",
    "GET, /compute/92, 422",
    "GET, /compute, 404",
    "GET, /compute/3/4, 404",
    "GET, /nope, 404",
    "GET, /, 404",
    "POST, /nope, 404",
    "POST, /compute/3, 405",
    "DELETE, /health, 405",
    "PUT, /metrics, 405",
    "BREW, /compute/3, 405",
    "TRACE, /compute/3, 405"
  })
  void clientError_isAProblem(String method, String path, int status) throws Exception {
    HttpResponse<String> response = service.send(method, path);
    assertProblem(response, status);
    assertThat(json(response.body()).path("instance").asText()).isEqualTo(path);
    assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
  }

  @Test
  void infeasibleN_isToldTheLargestFeasible_whichIsThenComputed() throws Exception {
    String detail = json(service.get("/compute/92").body()).path("detail").asText();
    int largest = Integer.parseInt(detail.replaceAll(".*is (\\d+)\\.$", "$1"));
    assertThat(largest).isBetween(25, 60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/9.1\r\nHost: a\r\n\r\n",
        "GET /a%2f../b HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: foo\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
      })
  void malformedRequest_isAProblem(String request) throws Exception {
    String answer = service.raw(request);
    assertThat(answer)
        .startsWith("HTTP/1.1 4")
        .contains("Content-Type: application/problem+json", "\"status\":4");
    assertThat(answer).doesNotContain("Server:", "Exception");
  }

  @Test
  void headerBeyondTheLimit_isAProblem() throws Exception {
    assertThat(
            service.raw("GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("problem+json");
    assertThat(service.raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 414")
        .contains("problem+json");
  }

  @Test
  void health_isReadyAndAlive() throws Exception {
    assertThat(json(service.get("/health").body()).path("status").asText()).isEqualTo("healthy");
    assertThat(
            json(service.get("/health/ready").body())
                .path("checks")
                .path("workers")
                .path("healthy")
                .asBoolean())
        .isTrue();
    assertThat(json(service.get("/health/live").body()).path("status").asText()).isEqualTo("alive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/metrics", "/compute/5"})
  void head_hasTheHeadersOfGetAndNoBody(String path) throws Exception {
    HttpResponse<String> head = service.send("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Type"))
        .isEqualTo(service.get(path).headers().firstValue("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/metrics", "/compute/5"})
  void options_namesTheMethods(String path) throws Exception {
    HttpResponse<String> options = service.send("OPTIONS", path);
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void answers_tellNothingAboutTheServer() throws Exception {
    assertThat(service.get("/health").headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  @Test
  void admin_listensOnLoopbackAndIsNotOnTheApplicationPort() throws Exception {
    assertThat(service.adminPort()).isNotEqualTo(service.port());
    assertProblem(service.get("/tasks/gc"), 404);
    assertProblem(service.get("/healthcheck"), 404);
  }
}
