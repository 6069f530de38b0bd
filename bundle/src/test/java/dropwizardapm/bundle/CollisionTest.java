package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.servlets.assets.AssetServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What no request would reach is an error at the start. */
class CollisionTest {
  private static final String AT_ROOT = "server.rootPath=/*";

  @Path("/metrics")
  public static final class Measurements {
    @POST
    public String add() {
      return "";
    }
  }

  @Path("/health")
  public static final class Ward {
    @GET
    @Path("/{patient}")
    public String patient(@PathParam("patient") int patient) {
      return "patient " + patient;
    }

    @GET
    @Path("/live")
    public String live() {
      return "";
    }
  }

  @Path("/health")
  public static final class Locator {
    @Path("/")
    public Class<Ward> ward() {
      return Ward.class;
    }
  }

  @Path("/{page}")
  public static final class Pages {
    @GET
    public String page(@PathParam("page") String page) {
      return "page " + page;
    }
  }

  @Path("/orders")
  public static final class Orders {
    @GET
    @Path("/{id: [a-z]{3}/?}")
    public String get() {
      return "";
    }
  }

  @SuppressWarnings("serial")
  public static final class State extends HttpServlet {}

  private record Hot(String template) implements Endpoint {
    @Override
    public int[] statuses() {
      return new int[] {204};
    }

    @Override
    public void answer(Exchange exchange, String argument) {
      exchange.empty(204);
    }
  }

  private static BiConsumer<ApmBundle<?>, Environment> with(Object resource) {
    return (apm, environment) -> environment.jersey().register(resource);
  }

  private static BiConsumer<ApmBundle<?>, Environment> withServlet(String... mapping) {
    return (apm, environment) ->
        environment.servlets().addServlet("state", new State()).addMapping(mapping);
  }

  private static AbstractThrowableAssert<?, ?> assertStart(
      BiConsumer<ApmBundle<?>, Environment> contents, String... settings) {
    return assertThatThrownBy(() -> OwnShop.start(contents, settings).close());
  }

  @Test
  void resourceAtAPathOfOurs_isNamed_withTheSettingsToChange() {
    assertStart(with(new Measurements()), AT_ROOT)
        .hasMessageContaining(
            "/metrics is served twice: by dropwizard-apm (apm.metrics) and by the application's"
                + " dropwizardapm.bundle.CollisionTest$Measurements at /metrics. Set"
                + " apm.metrics.path to another path, apm.metrics.connector to admin, or"
                + " apm.metrics.enabled to false.");
  }

  @Test
  void resourceBelowTheRootPath_collidesWhereItIs() throws Exception {
    OwnShop.start(with(new Measurements())).awaitReady().close();
    assertStart(with(new Measurements()), "apm.metrics.path=/api/metrics")
        .hasMessageContaining("CollisionTest$Measurements at /api/metrics");
  }

  @Test
  void resource_servesItsPath_whenOursHasGoneElsewhere() throws Exception {
    try (OwnShop shop =
        OwnShop.start(with(new Pages()), AT_ROOT, "apm.metrics.connector=admin").awaitReady()) {
      assertThat(shop.get("/metrics").body()).isEqualTo("page metrics");
    }
  }

  @Test
  void methodAtASubPath_collides_andAParameterThere_doesNot() {
    assertStart(with(new Ward()), AT_ROOT)
        .hasMessageContaining("/health/live is served twice")
        .message()
        .doesNotContain("/health is", "ready");
  }

  @Test
  void locator_collidesWithAllBelowIt() {
    assertStart(with(new Locator()), AT_ROOT)
        .hasMessageContaining("/health is served twice")
        .hasMessageContaining("/health/ready is served twice")
        .hasMessageContaining("CollisionTest$Locator");
  }

  @Test
  void resourceWithAParameter_takesWhatIsNotOurs() throws Exception {
    try (OwnShop shop = OwnShop.start(with(new Pages()), AT_ROOT).awaitReady()) {
      assertThat(shop.get("/about").body()).isEqualTo("page about");
      assertThat(shop.get("/metrics").body()).contains("jvm_");
    }
  }

  @Test
  void servletAtAPathOfOurs_isNamed() {
    assertStart(withServlet("/health/*"))
        .hasMessageContaining("/health/live is served twice")
        .hasMessageContaining("servlet dropwizardapm.bundle.CollisionTest$State at /health/*");
    assertStart(withServlet("/metrics")).hasMessageContaining("State at /metrics");
  }

  @Test
  void servletOfTheContext_collidesWhereItIs_onASimpleServer() throws Exception {
    OwnShop.startSimple(withServlet("/metrics")).awaitReady().close();
    assertThatThrownBy(
            () ->
                OwnShop.startSimple(withServlet("/metrics"), "apm.metrics.path=/shop/metrics")
                    .close())
        .hasMessageContaining("State at /shop/metrics");
    assertThatThrownBy(
            () ->
                OwnShop.startSimple(withServlet("/state"), "apm.metrics.path=/admin/tasks/gc")
                    .close())
        .hasMessageContaining("TaskServlet at /admin/tasks/*");
  }

  @Test
  void asset_isNamed_andAssetsElsewhereAreNot() throws Exception {
    BiConsumer<ApmBundle<?>, Environment> assets =
        (apm, environment) ->
            environment
                .servlets()
                .addServlet(
                    "assets",
                    new AssetServlet("/shop-assets", "/", "index.html", StandardCharsets.UTF_8))
                .addMapping("/*");
    assertStart(assets)
        .hasMessageContaining("/metrics is served twice")
        .hasMessageContaining("asset in file:")
        .message()
        .doesNotContain("/health");
    OwnShop.start(assets, "apm.metrics.path=/m").awaitReady().close();
  }

  @Test
  void resourceBelowAServedEndpoint_isNamed() {
    assertStart(
            (apm, environment) -> {
              apm.serve(new Hot("/api/orders/{id}"));
              environment.jersey().register(new Orders());
            })
        .hasMessageContaining(
            "/api/orders/{id} is served twice: by dropwizardapm.bundle.CollisionTest$Hot"
                + " (ApmBundle.serve) and by the application's"
                + " dropwizardapm.bundle.CollisionTest$Orders at /api/orders/{id: [a-z]{3}/?}");
  }

  @Test
  void servedEndpoint_isRefusedAtAPathOfOurs() {
    assertStart((apm, environment) -> apm.serve(new Hot("/metrics")))
        .hasMessageContaining("dropwizard-apm (apm.metrics)")
        .hasMessageContaining("CollisionTest$Hot");
  }

  @Test
  void twoPagesAtOnePath_areRefused() {
    Throwable refusal =
        catchThrowable(
            () -> OwnShop.start(with(new Orders()), "apm.metrics.path=/health/live").close());
    assertThat(refusal).hasMessageContaining("apm.health").hasMessageContaining("apm.metrics");
  }

  @Test
  void adminConnector_isMissed_onASimpleServer() {
    assertThatThrownBy(
            () -> OwnShop.startSimple(with(new Orders()), "apm.health.connector=admin").close())
        .hasMessageContaining("apm.health")
        .hasMessageContaining("no admin connector");
  }
}
