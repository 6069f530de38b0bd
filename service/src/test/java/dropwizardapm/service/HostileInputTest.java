package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callers send and what an application registers, seen through the service's /metrics. */
class HostileInputTest {
  private static final int REQUESTS = 10_000;
  private static final int AT_ONCE = 100;

  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.start("", HostileInputTest::registerOddMetrics);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static void registerOddMetrics(Environment environment) {
    MetricRegistry metrics = environment.metrics();
    metrics.counter("odd.counter").dec(5);
    metrics.gauge("odd.nan", () -> () -> Double.NaN);
    metrics.gauge("odd.text", () -> () -> "hello");
    metrics.gauge("odd.null", () -> () -> null);
    metrics.gauge(
        "odd.throwing",
        () ->
            () -> {
              throw new IllegalStateException("boom");
            });
    metrics.gauge(
        "odd.missing",
        () ->
            () -> {
              throw new NoClassDefFoundError("com/acme/Pool");
            });
    metrics.gauge("odd.hanging", () -> HostileInputTest::hang);
    metrics.gauge("odd.a-b", () -> () -> 1);
    metrics.gauge("odd.a.b", () -> () -> 2);
    for (String version : new String[] {"v1", "v2"})
      metrics.timer("com.acme." + version + ".UserResource.get");
  }

  /** Until the JVM ends. */
  private static int hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static String scrape() throws Exception {
    return service.get("/metrics").body();
  }

  @Test
  void scrape_isWhole_whateverTheApplicationRegisters() throws Exception {
    assertThat(scrape())
        .contains("\ndropwizard_odd_counter -5.0\n", "\ndropwizard_odd_nan NaN\n")
        .contains("\ndropwizard_odd_a_b{name=\"odd.a-b\"} 1.0\n", "\ndropwizard_odd_a_b 2.0\n")
        .contains(
            "\ndropwizard_user_resource_get_seconds_count{name=\"com.acme.v1.UserResource.get\"} 0\n",
            "\ndropwizard_user_resource_get_seconds_count{name=\"com.acme.v2.UserResource.get\"} 0\n")
        .contains("http_requests_total{", "jvm_memory_used_bytes{")
        .doesNotContain("odd_throwing", "odd_text", "odd_null", "odd_missing", "odd_hanging");
  }

  /** Names and label sets alike, over raw connections with a hundred requests on the way. */
  @Test
  void exposition_doesNotGrow_whateverPathsAndMethodsAreAsked() throws Exception {
    // One of each kind first: what a kind of request adds, it adds once.
    for (String method : new String[] {"GET", "PUT", "BREW"})
      for (String path : new String[] {"/x", "/compute/x", "/health/x"}) service.send(method, path);
    List<String> before = series();

    Random random = new Random(1);
    for (int sent = 0; sent < REQUESTS; sent += AT_ONCE) send(random);

    assertThat(series())
        .isEqualTo(before)
        .anyMatch(each -> each.contains("path=\"UNMATCHED\""))
        .anyMatch(each -> each.contains("method=\"_OTHER\""));
  }

  /** Without the JVM's own, some of which come with its first collection of garbage. */
  private static List<String> series() throws Exception {
    return scrape()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.startsWith("jvm_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .toList();
  }

  private static void send(Random random) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 1; i <= AT_ONCE; i++)
      requests
          .append(method(random))
          .append(path(random))
          .append(" HTTP/1.1\r\nHost: a\r\n")
          .append(i == AT_ONCE ? "Connection: close\r\n\r\n" : "\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(requests.toString().getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      String answers = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answers.split("HTTP/1\\.1 \\d{3}", -1)).as("answers").hasSize(AT_ONCE + 1);
    }
  }

  private static String method(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> "GET ";
      case 1 -> "PUT ";
      default -> "ODD" + random.nextInt(REQUESTS) + " ";
    };
  }

  private static String path(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> "/" + Long.toString(random.nextLong(), 36);
      case 1 -> "/compute/x" + random.nextInt(REQUESTS);
      default -> "/health/" + random.nextInt(REQUESTS);
    };
  }
}
