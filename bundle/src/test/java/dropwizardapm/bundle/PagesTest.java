package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.core.setup.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where our pages are is the application's choice; that systemd is told the truth is not. */
class PagesTest {
  private static final String PROMETHEUS = "# TYPE jvm_memory_used_bytes gauge";

  private static void nothing(ApmBundle<?> apm, Environment environment) {}

  @Test
  void metrics_areWhereTheSettingSays() throws Exception {
    try (OwnShop shop = OwnShop.start(PagesTest::nothing, "apm.metrics.path=/internal/metrics")) {
      assertThat(shop.get("/internal/metrics").body()).contains(PROMETHEUS);
      assertThat(shop.get("/metrics").statusCode()).isEqualTo(404);
      assertThat(shop.get("/internal/metrics").body())
          .contains("http_requests_total{method=\"GET\",path=\"/internal/metrics\",status=\"200\"}")
          .doesNotContain("path=\"/metrics\"");
    }
  }

  @Test
  void metrics_areOnTheAdminConnectorOnly_whenPutThere() throws Exception {
    try (OwnShop shop = OwnShop.start(PagesTest::nothing, "apm.metrics.connector=admin")) {
      assertThat(shop.getFromAdministrator("/metrics").body()).contains(PROMETHEUS);
      assertThat(shop.getFromAdministrator("/ping").body()).isEqualTo("pong\n");
      assertThat(shop.get("/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void metrics_areNowhere_whenSwitchedOff() throws Exception {
    try (OwnShop shop = OwnShop.start(PagesTest::nothing, "apm.metrics.enabled=false")) {
      assertThat(shop.get("/metrics").statusCode()).isEqualTo(404);
      assertThat(shop.getFromAdministrator("/metrics").body()).startsWith("{\"version\"");
      assertThat(shop.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void metrics_areOnTheOneConnector_ofASimpleServer() throws Exception {
    try (OwnShop shop = OwnShop.startSimple(PagesTest::nothing).awaitReady()) {
      assertThat(shop.get("/metrics").body()).contains(PROMETHEUS);
    }
  }

  @Test
  void health_isWhereTheSettingSays_withWhatIsBelowIt() throws Exception {
    try (OwnShop shop =
        OwnShop.start(PagesTest::nothing, "apm.health.path=/internal/state").awaitReady()) {
      assertThat(shop.get("/internal/state").body()).contains("\"status\":\"healthy\"");
      assertThat(shop.get("/internal/state/ready").statusCode()).isEqualTo(200);
      assertThat(shop.get("/internal/state/live").body()).contains("\"status\":\"alive\"");
      assertThat(shop.get("/health").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void health_isOnTheAdminConnectorOnly_whenPutThere() throws Exception {
    try (OwnShop shop =
        OwnShop.start(PagesTest::nothing, "apm.health.connector=admin").awaitReady()) {
      assertThat(shop.getFromAdministrator("/health").statusCode()).isEqualTo(200);
      assertThat(shop.getFromAdministrator("/health/live").statusCode()).isEqualTo(200);
      assertThat(shop.get("/health").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void serviceBecomesReady_withoutHealth() throws Exception {
    try (OwnShop shop =
        OwnShop.start(PagesTest::nothing, "apm.health.enabled=false").awaitReady()) {
      assertThat(shop.get("/health").statusCode()).isEqualTo(404);
      assertThat(shop.getFromAdministrator("/health").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "apm.metrics.path, metrics",
    "apm.metrics.path, /",
    "apm.metrics.path, /internal/",
    "apm.metrics.path, /internal/../metrics",
    "apm.health.path, /health/{id}",
    "apm.health.path, /health?full",
    "apm.health.connector, public"
  })
  void badSetting_isRefusedByItsName(String setting, String value) {
    assertThatThrownBy(() -> OwnShop.start(PagesTest::nothing, setting + "=" + value).close())
        .hasMessageContaining(setting);
  }
}
