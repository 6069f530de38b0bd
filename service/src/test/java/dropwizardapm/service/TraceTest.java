package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dropwizardapm.bundle.logging.CapturedLog;
import dropwizardapm.bundle.trace.RequestLog;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its line in the log and its bucket in the histogram. */
class TraceTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-0[01]");
  private static final AtomicInteger TRACES = new AtomicInteger();
  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

  /**
   * 30 million calls of the recursion: more than the threshold on a fast machine, let in on a slow.
   */
  private static final String SLOW = "/compute/35";

  /** Several times what one worker can do within the deadline. */
  private static final int CLIENTS = 40;

  private static RunningService service;
  private static CapturedLog requests;
  private static CapturedLog resource;

  @Path("/orders/{id}")
  public static class Orders {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    @GET
    public String get(@PathParam("id") String id) {
      LOG.info("looking for it");
      if (id.equals("bug")) throw new IllegalStateException("a bug");
      return id;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    service =
        RunningService.start(
            "apm: {trace: {slowRequest: 5ms}}\ncompute: {workers: 1, deadline: 250ms}\n",
            environment -> environment.jersey().register(new Orders()));
    requests = CapturedLog.of(RequestLog.class);
    resource = CapturedLog.of(Orders.class);
  }

  @AfterAll
  static void stop() {
    requests.close();
    resource.close();
    service.close();
  }

  /** A trace id that no other test uses. */
  private static String newTraceId() {
    return TRACE_ID.substring(0, 28) + "%04x".formatted(TRACES.incrementAndGet());
  }

  private static String sampled(String traceId) {
    return "00-" + traceId + "-b7ad6b7169203331-01";
  }

  private static String unsampled(String traceId) {
    return "00-" + traceId + "-b7ad6b7169203331-00";
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /compute/1, 200",
    "GET, /compute/25, 200",
    "GET, /compute/92, 422",
    "GET, /compute/x, 400",
    "GET, /health, 200",
    "GET, /metrics, 200",
    "HEAD, /health, 200",
    "OPTIONS, /health, 204",
    "POST, /health, 405",
    "GET, /orders/1, 200",
    "DELETE, /orders/1, 405",
    "TRACE, /orders/1, 404",
    "GET, /orders/bug, 500",
    "GET, /nope, 404"
  })
  void answer_goesOnWithTheCallersTrace(String method, String path, int status) throws Exception {
    String traceId = newTraceId();
    HttpResponse<String> answer = service.send(method, path, "Traceparent", unsampled(traceId));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().allValues("traceparent"))
        .singleElement()
        .asString()
        .startsWith("00-" + traceId + "-")
        .endsWith("-00")
        .doesNotContain("b7ad6b7169203331");
  }

  @Test
  void trace_isNew_whenThereIsNone() throws Exception {
    String first = traceparent(service.get("/compute/1"));
    String second = traceparent(service.get("/compute/1"));
    assertThat(first).matches(TRACEPARENT).endsWith("-00");
    assertThat(second).matches(TRACEPARENT).isNotEqualTo(first);
  }

  @Test
  void trace_isNew_whenThereAreTwo() throws Exception {
    String one = sampled(newTraceId());
    assertThat(traceparent(service.send("GET", "/health", "traceparent", one, "traceparent", one)))
        .matches(TRACEPARENT)
        .doesNotContain(one.substring(3, 35));
  }

  @Test
  void answer_hasATrace_whenJettyItselfRefuses() throws Exception {
    assertThat(service.raw("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .containsPattern("traceparent: " + TRACEPARENT);
  }

  @Test
  void slowRequest_getsOneLine_withItsTrace() {
    assertThat(requests.of(slowRequest("GET")))
        .singleElement()
        .asString()
        .contains("msg=\"slow request\"", " method=GET path=/compute/{n} status=200 ")
        .containsPattern("duration_seconds=0\\.\\d+ queue_wait_seconds=0\\.\\d+ compute_seconds=");
  }

  /** Its trace. Another is sent where the lines of this second are used up. */
  private static String slowRequest(String method) {
    return await()
        .until(
            () -> {
              String traceId = newTraceId();
              service.send(method, SLOW, "traceparent", unsampled(traceId));
              return traceId;
            },
            traceId -> !requests.of(traceId).isEmpty());
  }

  @Test
  void fastRequest_getsNoLine() throws Exception {
    String traceId = newTraceId();
    service.send("GET", "/compute/1", "traceparent", unsampled(traceId));
    assertThat(requests.of(traceId)).isEmpty();
  }

  @Test
  void sampledRequest_getsALine() throws Exception {
    String traceId = newTraceId();
    service.send("GET", "/compute/2", "traceparent", sampled(traceId));
    assertThat(requests.of(traceId)).singleElement().asString().contains("sampled request");
  }

  @Test
  void resource_logsWithTheTrace_andItsFailureToo() throws Exception {
    String traceId = newTraceId();
    service.send("GET", "/orders/bug", "traceparent", unsampled(traceId));
    service.get("/orders/2");
    assertThat(resource.of(traceId)).singleElement().asString().contains("looking for it");
    await().until(() -> !requests.of(traceId).isEmpty());
    assertThat(requests.of(traceId))
        .singleElement()
        .asString()
        .contains("failed request", "path=/orders/{id} status=500");
  }

  @Test
  void bucket_pointsToTheLine() throws Exception {
    String traceId = slowRequest("HEAD");
    assertThat(requests.of(traceId)).singleElement().asString().contains("exemplar=true");
    assertThat(service.send("GET", "/metrics", "Accept", OPEN_METRICS).body().lines())
        .filteredOn(line -> line.contains(traceId))
        .singleElement()
        .asString()
        .startsWith("http_request_duration_seconds_bucket{method=\"HEAD\",path=\"/compute/{n}\"")
        .containsPattern(" # \\{span_id=\"[0-9a-f]{16}\",trace_id=\"" + traceId + "\"} 0\\.");
    assertThat(service.get("/metrics").body()).doesNotContain("trace_id");
  }

  @Test
  void everyExemplar_isFoundInTheLog_andRejectionsAreNot_underOverload() throws Exception {
    int before = requests.all().size();
    long start = System.nanoTime();
    AtomicInteger rejected = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(
            () -> {
              while (!enough.get()) if (status(SLOW) == 503) rejected.incrementAndGet();
            });
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> rejected.get() >= 200);
    } finally {
      enough.set(true);
      clients.shutdown();
    }
    long seconds = 1 + (System.nanoTime() - start) / 1_000_000_000;

    List<String> lines = requests.all().stream().skip(before).toList();
    assertThat(lines).noneMatch(line -> line.contains("status=503"));
    assertThat(lines.stream().filter(line -> line.contains("slow request")).count())
        .isLessThanOrEqualTo((seconds + 1) * 5);
    String page = service.send("GET", "/metrics", "Accept", OPEN_METRICS).body();
    List<String> pointed =
        Pattern.compile("trace_id=\"([0-9a-f]+)\"")
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(pointed).isNotEmpty().allSatisfy(id -> assertThat(requests.of(id)).hasSize(1));
  }

  private static int status(String path) {
    try {
      return service.get(path).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(path, e);
    }
  }

  private static String traceparent(HttpResponse<String> answer) {
    return answer.headers().firstValue("traceparent").orElse("");
  }
}
