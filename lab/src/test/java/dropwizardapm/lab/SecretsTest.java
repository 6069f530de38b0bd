package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  /** The fields that Grafana 9.4 to 12 list. */
  @Test
  void listOfDataSources_holdsNone() {
    assertThat(
            Secrets.in(
                Http.parse(
                    """
                    [{"id": 1, "uid": "prometheus", "orgId": 1, "name": "Prometheus", "type": "prometheus",
                      "typeName": "Prometheus", "typeLogoUrl": "public/x.svg", "access": "proxy",
                      "url": "http://127.0.0.1:9090", "user": "", "database": "", "basicAuth": true,
                      "isDefault": true, "readOnly": true, "secureJsonFields": {"basicAuthPassword": true},
                      "jsonData": {"httpMethod": "POST", "timeInterval": "15s", "manageAlerts": false}}]
                    """)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"password\": \"x\"}]",
        "{\"basicAuthPassword\": \"x\"}",
        "{\"secureJsonData\": {\"anything\": \"x\"}}",
        "{\"jsonData\": {\"httpHeaderValue1\": \"Bearer x\"}}",
        "{\"jsonData\": {\"apiToken\": \"x\"}}",
        "{\"url\": \"http://reader:x@prometheus.example.org\"}",
      })
  void secret_isFound(String json) {
    assertThat(Secrets.in(Http.parse(json))).hasSize(1);
  }
}
