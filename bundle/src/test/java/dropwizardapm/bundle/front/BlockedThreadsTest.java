package dropwizardapm.bundle.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application whose requests wait, for a database perhaps, leaves our pages to be had. */
@Timeout(30)
class BlockedThreadsTest {
  private static final int THREADS = 8;

  /** More than there are threads. */
  private static final int REQUESTS = 20;

  private final CountDownLatch database = new CountDownLatch(1);
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Server server = new Server(new QueuedThreadPool(THREADS));
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void start() throws Exception {
    Handler slow =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws InterruptedException {
            waiting.incrementAndGet();
            database.await();
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
          }
        };
    server.addConnector(connector);
    server.setHandler(Fronts.before(slow, registry));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    database.countDown();
    server.stop();
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private List<CompletableFuture<HttpResponse<Void>>> ask(int requests) {
    List<CompletableFuture<HttpResponse<Void>>> asked = new ArrayList<>();
    for (int i = 0; i < requests; i++)
      asked.add(client.sendAsync(get("/orders"), HttpResponse.BodyHandlers.discarding()));
    return asked;
  }

  private double inProgress() throws Exception {
    String page = client.send(get("/metrics"), HttpResponse.BodyHandlers.ofString()).body();
    return page.lines()
        .filter(line -> line.startsWith("http_requests_in_progress"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void pages_areAnsweredOnNewConnections_whileAllRequestsWait() throws Exception {
    List<CompletableFuture<HttpResponse<Void>>> orders = ask(REQUESTS);
    await().until(() -> inProgress() > REQUESTS);

    for (String path : List.of("/health", "/metrics")) {
      HttpClient another = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      assertThat(another.send(get(path), HttpResponse.BodyHandlers.ofString()).body()).isNotEmpty();
    }
    assertThat(waiting.get()).isBetween(2, THREADS - 3);

    database.countDown();
    for (CompletableFuture<HttpResponse<Void>> order : orders)
      assertThat(order.get().statusCode()).isEqualTo(200);
    assertThat(waiting).hasValue(REQUESTS);
  }
}
