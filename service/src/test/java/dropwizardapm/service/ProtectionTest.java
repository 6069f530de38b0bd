package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProtectionTest {
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service =
        RunningService.start(
            """
              applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0, idleTimeout: 2s}]
              adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              maxConnections: 20
            compute: {deadline: 30s}
            """,
            environment -> {});
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void connection_isClosed_whenItsHeaderComesByteByByte() throws Exception {
    try (Socket slow = connect()) {
      long start = System.nanoTime();
      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofSeconds(10))
          .until(() -> isClosed(slow));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  private static boolean isClosed(Socket slow) throws IOException {
    try {
      slow.getOutputStream().write('G');
      slow.setSoTimeout(1);
      return slow.getInputStream().read() < 0;
    } catch (SocketException closed) {
      return true;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    }
  }

  @Test
  void service_answers_whenAsManyConnectionsAsAllowedAreHeldOpen() throws Exception {
    Socket[] idle = new Socket[60];
    for (int i = 0; i < idle.length; i++) {
      idle[i] = connect();
    }
    assertThat(service.get("/health").statusCode()).isEqualTo(200);
    for (Socket socket : idle) {
      socket.close();
    }
  }

  @Test
  void body_isRefused_whenTooLarge() throws Exception {
    try (Socket client = connect()) {
      client
          .getOutputStream()
          .write(
              "POST /nope HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] start = client.getInputStream().readNBytes(12);
      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }
}
