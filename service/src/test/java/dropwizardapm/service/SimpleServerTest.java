package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Dropwizard's simple server, whose one connector is the application's and the administrator's. */
class SimpleServerTest {
  @Path("/orders/{id}")
  public static class Orders {
    @GET
    public String get(@PathParam("id") int id) {
      return "order " + id;
    }
  }

  @Test
  void simpleServer_becomesReady_andIsMeasured() throws Exception {
    try (RunningService service =
        RunningService.startWhole(
            "server: {type: simple, connector: {type: http, bindHost: 127.0.0.1, port: 0}}\n",
            environment -> environment.jersey().register(new Orders()))) {
      assertThat(service.get("/application/orders/1").body()).isEqualTo("order 1");
      assertThat(service.get("/admin/ping").body()).contains("pong");

      HttpResponse<String> metrics = service.get("/metrics");

      assertThat(metrics.body())
          .contains(
              "http_requests_total{method=\"GET\",path=\"/application/orders/{id}\",status=\"200\"} 1.0\n");
    }
  }
}
