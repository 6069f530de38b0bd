package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.annotation.Timed;
import com.codahale.metrics.health.HealthCheck;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An application that is not the sample, with its own server, root path, error answers and checks;
 * all that it has of ours is the bundle.
 */
class StrangersApplicationTest {
  public static final class ShopConfiguration extends Configuration {
    @JsonProperty private ApmConfiguration apm = new ApmConfiguration();

    ApmConfiguration apm() {
      return apm;
    }
  }

  public static final class Shop extends Application<ShopConfiguration> {
    private final ApmBundle<ShopConfiguration> apm = new ApmBundle<>(ShopConfiguration::apm);

    @Override
    public void initialize(Bootstrap<ShopConfiguration> bootstrap) {
      bootstrap.setConfigurationSourceProvider(new ResourceConfigurationSourceProvider());
      bootstrap.addBundle(apm);
    }

    @Override
    public void run(ShopConfiguration configuration, Environment environment) {
      environment.jersey().register(new Orders());
      environment.healthChecks().register("stock", new Stock());
      apm.serve(new Broken());
      Counter.builder().name("orders_total").help("Orders.").register(apm.registry()).inc();
    }
  }

  @Path("/orders/{id}")
  public static final class Orders {
    @GET
    @Timed
    public String get(@PathParam("id") int id) {
      if (id == 0) throw new NotFoundException("there is no order 0");
      return "order " + id;
    }
  }

  private static final class Broken implements Endpoint {
    @Override
    public String template() {
      return "/broken";
    }

    @Override
    public int[] statuses() {
      return new int[] {200};
    }

    @Override
    public void answer(Exchange exchange, String argument) {
      throw new NoClassDefFoundError("com/acme/Driver");
    }
  }

  private static final class Stock extends HealthCheck {
    @Override
    protected Result check() {
      return Result.healthy();
    }
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final DropwizardTestSupport<ShopConfiguration> SHOP =
      new DropwizardTestSupport<>(
          Shop.class,
          "shop.yml",
          ConfigOverride.config("server.applicationConnectors[0].port", "0"),
          ConfigOverride.config("server.adminConnectors[0].port", "0"));

  @BeforeAll
  static void start() throws Exception {
    SHOP.before();
    await().until(() -> get("/health").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    SHOP.after();
  }

  @Test
  void resource_isCountedUnderItsTemplate_fromTheRootOfTheServer() throws Exception {
    assertThat(get("/api/orders/1").body()).isEqualTo("order 1");

    await()
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains(
                        "http_requests_total{method=\"GET\",path=\"/api/orders/{id}\",status=\"200\"} 1.0\n"));
  }

  @Test
  void answersOfTheApplication_areItsOwn() throws Exception {
    HttpResponse<String> missing = get("/api/orders/0");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(missing.body()).isEqualTo("{\"code\":404,\"message\":\"there is no order 0\"}");
  }

  @Test
  void endpointThatThrowsAnError_isAnswered_countedAndOver() throws Exception {
    assertThat(get("/broken").statusCode()).isEqualTo(500);

    assertThat(metrics())
        .contains(
            "http_requests_total{method=\"GET\",path=\"/broken\",status=\"500\"} 1.0\n",
            "http_requests_in_progress{method=\"GET\",path=\"/broken\"} 0.0\n");
  }

  @Test
  void everyAnswer_namesItsTrace() throws Exception {
    assertThat(get("/api/orders/1").headers().firstValue("traceparent")).isPresent();
  }

  @Test
  void metrics_areThoseOfTheApplication_ofItsRegistry_andOfTheMachine() throws Exception {
    get("/api/orders/2");
    assertThat(metrics())
        .contains(
            "orders_total 1.0\n",
            "healthcheck_status{name=\"stock\"} 1.0\n",
            "dropwizard_queued_thread_pool_size{",
            "jvm_memory_used_bytes{",
            "app_build_info{",
            "dropwizard_resource_method_seconds_count{class=\"" + Orders.class.getName() + "\",");
  }

  private static String metrics() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + SHOP.getLocalPort() + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
