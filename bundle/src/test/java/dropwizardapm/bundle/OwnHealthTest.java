package dropwizardapm.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.pages.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A listener that takes no further connections, as one with as many as it may have. */
class OwnHealthTest {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int status = 200;
  private Socket last = new Socket();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(status);
            callback.succeeded();
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    ended.countDown();
    last.close();
    server.stop();
  }

  @Test
  void service_isAlive_whenItAnswersOthers_thoughTheQuestionDoesNotComeIn() throws Exception {
    try (Socket other = connection()) {
      exchange(other);
      fill();
      Thread asking = Thread.ofVirtual().start(() -> exchangeUntilTheEnd(other));
      assertThat(isAlive()).isTrue();
      ended.countDown();
      asking.join();
    }
  }

  @Test
  void service_isNotAlive_whenNobodyGetsAnAnswer() throws Exception {
    try (Socket other = connection()) {
      exchange(other);
      fill();
      assertThat(isAlive()).isFalse();
    }
  }

  @Test
  void service_isNotAlive_whenItSaysSo_thoughItAnswers() throws Exception {
    status = 503;
    try (Socket other = connection()) {
      Thread asking = Thread.ofVirtual().start(() -> exchangeUntilTheEnd(other));
      assertThat(isAlive()).isFalse();
      ended.countDown();
      asking.join();
    }
  }

  /** The acceptor waits for one more already. */
  private void fill() throws IOException {
    connector.setAccepting(false);
    last = connection();
    exchange(last);
  }

  private boolean isAlive() {
    return new OwnHealth(server, HealthMonitor.withoutChecks(), new Place("/health", false))
        .isAlive();
  }

  private Socket connection() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void exchange(Socket socket) throws IOException {
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
    String answer = "";
    while (!answer.endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) throw new IOException("closed after: " + answer);
      answer += (char) next;
    }
  }

  private void exchangeUntilTheEnd(Socket socket) {
    try {
      while (ended.getCount() > 0) exchange(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
