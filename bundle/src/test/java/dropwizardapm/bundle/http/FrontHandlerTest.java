package dropwizardapm.bundle.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An error out of what is behind leaves no request without an answer. */
class FrontHandlerTest {
  private final Server server = new Server();
  private final LocalConnector connector = new LocalConnector(server);

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
    server.addConnector(connector);
    server.setHandler(Fronts.before(missing, registry));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private String get(String path) throws Exception {
    return connector.getResponse("GET " + path + " HTTP/1.1\r\nHost: any\r\n\r\n");
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
}
