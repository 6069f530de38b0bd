package dropwizardapm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProvisioningFilesTest {
  @Test
  void dataSource_isReadOnlyAndHasTheFixedUid() throws IOException {
    JsonNode sources = read("datasources/prometheus.yml").path("datasources");
    assertThat(sources).hasSize(1);
    JsonNode source = sources.get(0);
    assertThat(source.path("uid").asText()).isEqualTo("prometheus");
    assertThat(source.path("editable").asBoolean(true)).isFalse();
    // $__rate_interval is four times this, so that it has to be what Prometheus really does.
    assertThat(source.at("/jsonData/timeInterval").asText())
        .isEqualTo("{{ prometheus_scrape_interval }}");
  }

  /** Every visitor may read this part of a data source: see docs/troubleshooting.md. */
  @Test
  void dataSource_holdsNoSecretWhereVisitorsRead() throws IOException {
    JsonNode source = read("datasources/prometheus.yml").at("/datasources/0");
    assertThat(source.toString()).doesNotContainPattern("(?i)password|token|secret|://[^/\"]*@");
  }

  @Test
  void dashboards_areReadFromFilesOnly() throws IOException {
    JsonNode provider = read("dashboards/provider.yml").at("/providers/0");
    assertThat(provider.path("allowUiUpdates").asBoolean(true)).isFalse();
    assertThat(provider.path("type").asText()).isEqualTo("file");
    assertThat(provider.at("/options/path").asText()).isEqualTo("/etc/grafana/dashboards");
  }

  private static JsonNode read(String file) throws IOException {
    return new YAMLMapper().readTree(new File(file));
  }
}
