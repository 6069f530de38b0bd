package dropwizardapm.bundle.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dropwizardapm.bundle.accounting.RequestsInProgress;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No request is left without an answer: by an error out of what is behind, or by a stop. */
class FrontHandlerTest {
  private final Server server = new Server();
  private final LocalConnector connector = new LocalConnector(server);
  private final CompletableFuture<FrontExchange> held = new CompletableFuture<>();

  /** Leaves the answer to whoever gets the exchange. */
  private final class Holding implements FrontEndpoint {
    @Override
    public String template() {
      return "/held";
    }

    @Override
    public int[] statuses() {
      return new int[] {200};
    }

    @Override
    public void answer(FrontExchange exchange, String argument) {
      held.complete(exchange);
    }
  }

  @BeforeEach
  void start() throws Exception {
    PrometheusRegistry registry =
        new PrometheusRegistry() {
          @Override
          public MetricSnapshots scrape() {
            throw new NoClassDefFoundError("com/acme/Metric");
          }
        };
    // Around all servlets, as an application's own server factory has it: nothing of Jetty's that
    // would answer stands between.
    Handler missing =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            throw new NoClassDefFoundError("com/acme/Filter");
          }
        };
    FrontHandler front = Fronts.before(missing, registry);
    front.add(new Holding(), new ReservedPath("/held", false, "this test", "None."));
    server.addConnector(connector);
    server.setHandler(front);
    server.setStopTimeout(Duration.ofSeconds(20).toMillis());
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private String get(String path) throws Exception {
    return connector.getResponse(request(path));
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: any\r\n\r\n";
  }

  @Test
  void request_isAnswered_whenAHandlerThrowsAnError() throws Exception {
    assertThat(get("/orders")).startsWith("HTTP/1.1 500 ");
  }

  @Test
  void scrape_isAnswered_whenTheMetricsCannotBeCollected() throws Exception {
    assertThat(get("/metrics")).startsWith("HTTP/1.1 500 ").contains("/metrics");
    assertThat(get("/metrics")).startsWith("HTTP/1.1 500 ");
  }

  @Test
  void stop_waitsForWhatIsNotAnsweredYet() throws Exception {
    LocalConnector.LocalEndPoint client = connector.executeRequest(request("/held"));
    FrontExchange exchange = held.get(10, TimeUnit.SECONDS);
    CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> LifeCycle.stop(server));
    await()
        .until(
            () ->
                server.getContainedBeans(RequestsInProgress.class).stream()
                    .anyMatch(RequestsInProgress::isShutdown));

    exchange.json(200, new byte[] {'1'});

    assertThat(client.getResponse()).startsWith("HTTP/1.1 200 ").contains("Connection: close");
    stop.get(10, TimeUnit.SECONDS);
  }
}
