package dropwizardapm.bundle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dropwizardapm.bundle.tcp.TcpTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientWatchTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n";
  private static final TcpTable KERNEL = TcpTable.ofKernel();

  private final Server server = new Server();
  private final Socket client = new Socket();
  private final AtomicBoolean watched = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.stop();
  }

  /** Sends this, which gets no answer and whose client is looked up in the table. */
  private void send(TcpTable table, String request) throws Exception {
    ClientWatch watch =
        new ClientWatch(
            isLast -> {
              looks.incrementAndGet();
              table.look(isLast);
            });
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            watch.add(request, () -> cancelled.set(true));
            watched.set(true);
            return true;
          }
        });
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new ForwardedRequestCustomizer());
    ServerConnector connector =
        request.startsWith("PROXY")
            ? new ServerConnector(
                server, new ProxyConnectionFactory(), new HttpConnectionFactory(http))
            : new ServerConnector(server, new HttpConnectionFactory(http));
    server.addConnector(connector);
    server.start();
    client.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
    client.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
    await().untilTrue(watched);
  }

  /** What follows from the first two looks has followed once the last of these begins. */
  private void assertKept() {
    await().until(() -> looks.get() >= 5);
    assertThat(cancelled).isFalse();
  }

  @Test
  void computation_isCancelled_whenItsClientHasClosed() throws Exception {
    send(KERNEL, GET);
    client.close();
    await().untilTrue(cancelled);
  }

  @Test
  void computation_isCancelled_whenItsClientHasClosedItsSendingHalf() throws Exception {
    send(KERNEL, GET);
    client.shutdownOutput();
    await().untilTrue(cancelled);
  }

  @Test
  void computation_goesOn_whileItsClientWaits() throws Exception {
    send(KERNEL, GET);
    assertKept();
  }

  @Test
  void computation_goesOn_whenNoTwoLooksRunningMissItsClient() throws Exception {
    TcpTable everyOther =
        isLast -> {
          if (looks.get() % 2 == 0) KERNEL.look(isLast);
        };
    send(everyOther, GET);
    assertKept();
  }

  @Test
  void computation_goesOn_whileItsClientWaitsBehindAProxy() throws Exception {
    send(KERNEL, GET + "X-Forwarded-For: 203.0.113.9\r\n");
    assertKept();
  }

  @Test
  void computation_goesOn_whileItsClientWaitsBehindAProxyOfConnections() throws Exception {
    send(KERNEL, "PROXY TCP4 203.0.113.9 127.0.0.1 4711 8031\r\n" + GET);
    assertKept();
  }

  @Test
  void clients_areLookedUpLessOften_whenALookTakesLong() throws Exception {
    Duration look = Duration.ofMillis(20);
    long start = System.nanoTime();
    send(
        isLast -> {
          LockSupport.parkNanos(look.toNanos());
          KERNEL.look(isLast);
        },
        GET);
    assertKept();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(look.multipliedBy(80));
  }

  @Test
  void clients_areLookedUpAgain_whenTheTableCouldNotBeRead() throws Exception {
    assertLookedUpAgainAfter(
        isLast -> {
          throw new IOException("too many open files");
        });
  }

  @Test
  void clients_areLookedUpAgain_whenTheTableWasNotUnderstood() throws Exception {
    assertLookedUpAgainAfter(
        isLast -> {
          throw new NumberFormatException("a line of another kernel's");
        });
  }

  private void assertLookedUpAgainAfter(TcpTable first) throws Exception {
    TcpTable notAtFirst = isLast -> (looks.get() == 1 ? first : KERNEL).look(isLast);
    send(notAtFirst, GET);
    client.close();
    await().untilTrue(cancelled);
  }
}
