package dropwizardapm.service.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dropwizardapm.bundle.logging.CapturedLog;
import java.time.Duration;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SlowClientsTest {
  /** A schedule ends for good with the first exception, without a word. */
  @Test
  void sweep_neverThrows_andTellsOnce() {
    SlowClients clients =
        new SlowClients(
            new ServerConnector(new Server()) {
              @Override
              public Collection<EndPoint> getConnectedEndPoints() {
                throw new NoClassDefFoundError("com/acme/Listener");
              }
            },
            Duration.ofSeconds(1),
            () -> false,
            System::nanoTime);
    try (CapturedLog log = CapturedLog.of(SlowClients.class)) {
      for (int i = 0; i < 3; i++) assertThatCode(clients::sweep).doesNotThrowAnyException();
      assertThat(log.all()).hasSize(1);
    }
  }

  /** As on a machine that is too slow for its clients: nobody has come to read. */
  @Nested
  class WhereConnectionsHaveToMakeRoom {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Runnable> undone = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Server server = new Server();
    private final LocalConnector connector =
        new LocalConnector(server, this::execute, null, null, 1, new HttpConnectionFactory());
    private final AtomicLong nanos = new AtomicLong();
    private final SlowClients clients =
        new SlowClients(connector, Duration.ofSeconds(30), () -> true, nanos::get);

    @BeforeEach
    void start() throws Exception {
      server.addConnector(connector);
      server.setHandler(
          new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
              response.setStatus(204);
              callback.succeeded();
              return true;
            }
          });
      server.start();
    }

    @AfterEach
    void stop() throws Exception {
      busy.set(false);
      server.stop();
      threads.close();
    }

    @Test
    void oneThatIsIdleForASecond_isClosed() {
      LocalConnector.LocalEndPoint client = connect();

      sweepTwice();

      assertThat(client.isOpen()).isFalse();
    }

    @Test
    void oneWithARequestThatNobodyHasRead_isAnswered() throws Exception {
      LocalConnector.LocalEndPoint client = connect();
      client.addInputAndExecute(BufferUtil.toBuffer("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));

      sweepTwice();

      assertThat(client.isOpen()).isTrue();
      assertThat(client.getResponse()).startsWith("HTTP/1.1 204");
    }

    private LocalConnector.LocalEndPoint connect() {
      LocalConnector.LocalEndPoint client = connector.connect();
      await().until(client::isFillInterested);
      busy.set(true);
      return client;
    }

    private void sweepTwice() {
      clients.sweep();
      nanos.addAndGet(Duration.ofMillis(1100).toNanos());
      clients.sweep();
      // The newest first: what Jetty has set out to read comes last.
      while (!undone.isEmpty()) undone.pop().run();
    }

    private void execute(Runnable task) {
      if (busy.get()) undone.push(task);
      else threads.execute(task);
    }
  }
}
