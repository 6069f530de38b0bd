package dropwizardapm.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLoadTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** One request at a time, each of which takes that long. */
  private static HttpServer server(Duration time) throws IOException {
    HttpServer server = HttpServer.create(ANY, 1000);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            Thread.sleep(time);
            exchange.sendResponseHeaders(200, -1);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    return server;
  }

  @Test
  void latency_countsFromWhenARequestWasDue_whenTheServerFallsBehind() throws IOException {
    HttpServer slow = server(Duration.ofMillis(20));
    LoadResult result =
        OpenLoad.run(slow.getAddress(), Duration.ofSeconds(1), List.of(Arrivals.compute(1, 100)));
    slow.stop(0);
    // 100 requests of 20 ms take two seconds, so the last one waits for one.
    assertThat(result.offered()).isBetween(60.0, 140.0);
    assertThat(result.samples()).allMatch(Sample::ok);
    assertThat(result.servedMillis(1, sample -> true)).isGreaterThan(300);
  }

  @Test
  void latency_countsFromWhenARequestWasDue_whenItWasSentLate() {
    assertThat(new Sample("/", 1_000_000, 3_000_000, 7_000_000, 200).millis()).isEqualTo(6);
  }

  @Test
  void requests_areDueAtTheSameTimes_howeverSlowTheServer() throws IOException {
    assertThat(dueTimes(Duration.ofMillis(20)))
        .hasSizeGreaterThan(10)
        .isEqualTo(dueTimes(Duration.ZERO));
  }

  private static List<Long> dueTimes(Duration time) throws IOException {
    HttpServer server = server(time);
    LoadResult result =
        OpenLoad.run(
            server.getAddress(), Duration.ofMillis(300), List.of(Arrivals.compute(1, 100)));
    server.stop(0);
    return result.samples().stream()
        .map(sample -> sample.dueNanos() - result.startNanos())
        .sorted()
        .toList();
  }

  @Test
  void request_isRefused_whenNobodyListens() throws IOException {
    InetSocketAddress nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
    LoadResult result =
        OpenLoad.run(nobody, Duration.ofMillis(200), List.of(Arrivals.compute(1, 100)));
    assertThat(result.samples()).isNotEmpty().allMatch(sample -> sample.status() == Sample.REFUSED);
  }
}
