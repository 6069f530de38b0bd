package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random and malformed requests over raw sockets; {@code -Dlong} for the long run. */
class FuzzTest {
  private static final Pattern ANSWER = Pattern.compile("(?=HTTP/1\\.1 \\d{3} )");
  private static final int REQUESTS = Boolean.getBoolean("long") ? 100_000 : 3_000;

  /**
   * Of each kind of request one has been there, so that what comes once is not taken for growth.
   */
  private static final int FIRST = 1_000;

  private static final String[] METHODS = {
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "get",
    "",
    "G\0T",
    "PRI",
    "X".repeat(300)
  };
  private static final String[] PATHS = {
    "/compute/5",
    "/compute/20",
    "/compute/-1",
    "/compute/%30",
    "/compute/%zz",
    "/compute/..%2f",
    "/health",
    "/health/",
    "//health",
    "/metrics",
    "/health;x=y",
    "/compute/5?n=6",
    "/compute/\u00e9",
    "*",
    "",
    "http://a/health",
    "/./health",
    "/%2e%2e/health",
    "/a%00b",
    "/" + "a".repeat(9_000)
  };
  private static final String[] VERSIONS = {
    "HTTP/1.1",
    "HTTP/1.1",
    "HTTP/1.1",
    "HTTP/1.0",
    "HTTP/2.0",
    "HTTP/9.9",
    "HTP/1.1",
    "",
    "HTTP/1.1 x"
  };
  private static final String[] HEADERS = {
    "Host: a",
    "Host: a",
    "Host: a",
    "Host: a\r\nHost: b",
    "Host:",
    "Content-Length: 5",
    "Content-Length: -1",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip",
    "Content-Length: 3\r\nTransfer-Encoding: chunked",
    "Expect: 100-continue",
    "Accept: */*;q=x",
    "Accept: application/openmetrics-text",
    "Accept-Encoding: gzip",
    "Connection: close",
    "Connection: Upgrade\r\nUpgrade: h2c",
    "Range: bytes=0-1",
    ": x",
    "A B: c",
    " folded: x",
    "X: \u0000",
    "Cookie: " + "c".repeat(5_000),
    "X: " + "y".repeat(9_000)
  };
  private static final String[] BODIES = {
    "",
    "",
    "hello",
    "5\r\nhello\r\n0\r\n\r\n",
    "zz\r\n",
    "0\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n"
  };

  private final Random random = new Random(Long.getLong("fuzz.seed", 42));
  private final TreeMap<Integer, Integer> statuses = new TreeMap<>();

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }

  /**
   * One thing wrong at a time gets past the parser; with everything at random 98 % of the requests
   * ended there.
   */
  private String mostly(String usual, String... others) {
    return random.nextInt(5) == 0 ? any(others) : usual;
  }

  private byte[] request() {
    if (random.nextInt(20) == 0) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      return noise;
    }
    StringBuilder request =
        new StringBuilder(mostly("GET", METHODS))
            .append(' ')
            .append(any(PATHS))
            .append(' ')
            .append(mostly("HTTP/1.1", VERSIONS))
            .append("\r\n")
            .append(mostly("Host: a", HEADERS))
            .append("\r\n");
    while (random.nextInt(4) == 0) request.append(any(HEADERS)).append("\r\n");
    byte[] bytes =
        request
            .append("\r\n")
            .append(mostly("", BODIES))
            .toString()
            .getBytes(StandardCharsets.ISO_8859_1);
    if (random.nextInt(8) == 0 && bytes.length > 0)
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    return bytes;
  }

  /** All answers on the connection are looked at: a request may smuggle another. */
  private void exchange(RunningService service, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        for (String line : ANSWER.split(answer, -1)) {
          if (!line.startsWith("HTTP/1.1 ")) continue; // what came before the first
          int status = Integer.parseInt(line.substring(9, 12));
          statuses.merge(status, 1, Integer::sum);
          assertThat(status)
              .as("answer to %s", new String(request, StandardCharsets.ISO_8859_1))
              .isNotIn(500, 501, 502, 504, 505);
          assertThat(line).doesNotContain("\nServer:", "Exception", "\tat ");
        }
      } catch (java.net.SocketException reset) {
        // The service may close while we still write.
        statuses.merge(0, 1, Integer::sum);
      }
    }
  }

  @Test
  void nothingFailsLeaksOrGrows_whateverClientsSend() throws Exception {
    try (RunningService service = RunningService.start()) {
      for (int i = 0; i < FIRST; i++) {
        exchange(service, request());
      }
      Footprint before = Footprint.now();
      long series = service.get("/metrics").body().lines().count();
      for (int i = 0; i < REQUESTS; i++) {
        exchange(service, request());
      }
      assertThat(statuses).containsKeys(200, 400, 404, 405);
      assertThat(service.get("/health").statusCode()).isEqualTo(200);
      String metrics = service.get("/metrics").body();
      assertThat(metrics.lines().count()).as("series").isLessThan(series + 700);
      assertThat(
              metrics
                  .lines()
                  .filter(
                      line ->
                          line.startsWith("http_requests_in_progress")
                              && !line.contains("\"/metrics\"")))
          .allMatch(line -> line.endsWith(" 0.0"));
      assertThat(metrics).contains("compute_backlog_seconds 0.0\n");
      await().until(Footprint::now, now -> now.isAbout(before));
    }
  }
}
