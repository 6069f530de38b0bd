package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real Grafana, where a user supplies one: {@code GRAFANA_ARCHIVE=/path/grafana.tar.gz ./apm
 * test}.
 */
@NeedsLab
@Order(8)
@EnabledIfEnvironmentVariable(
    named = "GRAFANA_ARCHIVE",
    matches = ".+",
    disabledReason = "Grafana is in no package registry: set GRAFANA_ARCHIVE to its tar.gz")
class ITGrafana {
  private static final Lab LAB = Lab.STACK;
  private static final String URL = "http://" + LAB.address() + ":3000";

  @Test
  @Order(1)
  void labUp_deploysTheSuppliedArchive() {
    LAB.apm("lab", "up", "-e", "grafana_archive=" + System.getenv("GRAFANA_ARCHIVE")).succeeded();

    assertThat(Http.json(URL + "/api/health").path("database").asText()).isEqualTo("ok");
  }

  @Test
  @Order(2)
  void anonymousUser_seesTheProvisionedDashboards() {
    assertThat(Http.json(URL + "/api/search?type=dash-db").findValuesAsText("title"))
        .contains("Service");
  }

  @Test
  @Order(2)
  void anonymousUser_isAViewerAndNothingMore() {
    assertThat(Http.get(URL + "/api/admin/settings").statusCode()).isIn(401, 403);
    assertThat(Http.get(URL + "/api/users").statusCode()).isIn(401, 403);
    assertThat(Http.get(URL + "/api/org/users").statusCode()).isIn(401, 403);
  }

  /** Grafana lets every Viewer read and query data sources; what they keep secret stays out. */
  @Test
  @Order(2)
  void anonymousUser_readsNoSecretOfADataSource() {
    JsonNode list = Http.json(URL + "/api/datasources");

    assertThat(list.findValuesAsText("uid")).contains("prometheus");
    assertThat(Secrets.in(list)).isEmpty();
    assertThat(Secrets.in(Http.json(URL + "/api/datasources/uid/prometheus"))).isEmpty();
    assertThat(Secrets.in(Http.json(URL + "/api/frontend/settings").path("datasources"))).isEmpty();
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource({
    "POST, /api/datasources",
    "PUT, /api/datasources/uid/prometheus",
    "DELETE, /api/datasources/uid/prometheus",
    "POST, /api/dashboards/db",
    "DELETE, /api/dashboards/uid/apm-home",
    "POST, /api/folders",
    "DELETE, /api/folders/apm",
    "POST, /api/annotations",
    "POST, /api/admin/provisioning/dashboards/reload"
  })
  void anonymousUser_changesNothing(String method, String path) {
    assertThat(Http.send(method, URL + path).statusCode()).isIn(401, 403);
  }

  @Test
  @Order(2)
  void defaultPassword_isRefused() {
    assertThat(
            Http.get("http://admin:admin@" + LAB.address() + ":3000/api/admin/settings")
                .statusCode())
        .isIn(401, 403);
  }

  @Test
  @Order(2)
  void dataSource_reachesPrometheus() {
    assertThat(Http.json(URL + "/api/datasources/uid/prometheus/health").path("status").asText())
        .isEqualTo("OK");
  }
}
