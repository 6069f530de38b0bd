package dropwizardapm.load.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dropwizardapm.load.result.Outcome;
import dropwizardapm.load.result.StepRecorder;
import dropwizardapm.load.result.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StackTest {
  private static final Instant BEGIN = Instant.parse("2026-11-28T15:00:00Z");
  private static final Instant END = BEGIN.plusSeconds(120);
  private static final String UP = sample("host=apm1,job=hello", 1);

  /** What is answered to a query that contains the key; the first one counts. */
  private final Map<String, String> answers = new LinkedHashMap<>();

  private HttpServer server;
  private Stack stack;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/api/v1/query",
        exchange -> {
          String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), UTF_8);
          String result =
              answers.entrySet().stream()
                  .filter(answer -> query.contains(answer.getKey()))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse("");
          byte[] body = "{\"data\": {\"result\": [%s]}}".formatted(result).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    stack = new Stack(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "hello");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void alertsThatALoadRaises_andThoseOfOtherHosts_areAsTheyShouldBe() {
    answers.put(
        "max_over_time",
        String.join(
            ",",
            sample("alertname=HighLatencyP95,job=hello", 1),
            sample("alertname=LoadTestRunning,host=apm1", 1),
            sample("alertname=Watchdog", 1),
            sample("alertname=DiskFilling,host=apm2", 1),
            sample("alertname=MemoryPressure,host=apm1", 1)));
    answers.put("ALERTS", sample("alertname=MemoryPressure,host=apm1", 1)); // before the run
    answers.put("up{", UP);

    assertThat(stack.alerts(BEGIN, END, true))
        .extracting(Verdict::state)
        .containsExactly(Verdict.State.PASSED, Verdict.State.PASSED);
  }

  @Test
  void otherAlerts_areNamed_asIsAnAnnouncementThatNobodySaw() {
    answers.put("max_over_time", sample("alertname=ServiceDown,job=hello", 1));
    answers.put("up{", UP);

    List<Verdict> verdicts = stack.alerts(BEGIN, END, true);

    assertThat(verdicts).extracting(Verdict::state).containsOnly(Verdict.State.FAILED);
    assertThat(verdicts.getFirst().text()).contains("ServiceDown");
    assertThat(verdicts.getLast().text()).contains("load.textfile");
    assertThat(stack.alerts(BEGIN, BEGIN.plusSeconds(10), true).getLast().state())
        .isEqualTo(Verdict.State.NOT_JUDGED);
  }

  @Test
  void row_hasWhatItsHostDid_andNothingWherePrometheusDoesNotSay() {
    answers.put("node_cpu_seconds_total", sample("", 87.5));
    answers.put("node_procs_running", sample("", 3));
    StepRecorder recorder = new StepRecorder("", 10);
    recorder.start(0);
    recorder.end(Outcome.OK, 0, 30_000_000_000L, Double.NaN);

    Map<String, Double> figures = stack.saturated(recorder.result()).figures();

    assertThat(figures).containsEntry("cpu_percent", 87.5).containsEntry("run_queue", 3.0);
    assertThat(figures.get("gc_percent")).isNaN();
  }

  @Test
  void prometheus_isRefused_whenItDoesNotKnowTheService_orDoesNotAnswer() {
    assertThat(stack.complaint(END)).contains("-Dload.service");
    answers.put("up{", UP);
    assertThat(stack.complaint(END)).isEmpty();
    stop();
    assertThat(stack.complaint(END)).contains("does not answer");
  }

  private static String sample(String labels, double value) {
    String json =
        labels.isEmpty() ? "" : "\"" + labels.replace("=", "\": \"").replace(",", "\", \"") + "\"";
    return "{\"metric\": {%s}, \"value\": [0, \"%s\"]}".formatted(json, value);
  }
}
