package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.lab.Prometheus.Sample;
import dropwizardapm.lab.Prometheus.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus and Alertmanager say of the service, in the contract's own queries. */
@NeedsLab
@Order(5)
class ITMonitoring {
  private static final Lab LAB = Lab.STACK;
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);

  @Test
  @Order(1)
  void everyTarget_isUp() {
    within(Duration.ofSeconds(45))
        .untilAsserted(
            () ->
                assertThat(PROMETHEUS.targets()).allMatch(target -> target.health().equals("up")));
    Set<String> jobs = PROMETHEUS.targets().stream().map(Target::job).collect(Collectors.toSet());
    assertThat(jobs)
        .contains(
            "dropwizard-app",
            "prometheus",
            "alertmanager",
            "node",
            "blackbox",
            "blackbox_exporter");
  }

  /** The load of {@link ITLoad} lies less than five minutes back. */
  @ParameterizedTest
  @Order(2)
  @ValueSource(
      strings = {
        "sum(rate(http_requests_total[5m]))",
        "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{path=\"/compute/{n}\"}[5m])))"
      })
  void kpi_showsTheLoad(String query) {
    within(Duration.ofSeconds(45))
        .untilAsserted(
            () ->
                assertThat(PROMETHEUS.query(query))
                    .singleElement()
                    .extracting(Sample::value)
                    .matches(value -> value > 0));
  }

  @ParameterizedTest
  @Order(2)
  @ValueSource(
      strings = {
        "rate(http_requests_total[5m])",
        "rate(http_requests_total{status=~\"5..\"}[5m])",
        "histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m]))",
        "up{job=\"dropwizard-app\"}"
      })
  void literalKpiQuery_returnsSeries(String query) {
    assertThat(PROMETHEUS.query(query)).isNotEmpty();
  }

  @Test
  @Order(3)
  void stoppedService_raisesTheUptimeAlert_andStartingItResolvesIt() {
    LAB.ssh("systemctl stop dropwizard-app").succeeded();
    within(Duration.ofMinutes(3)).until(() -> PROMETHEUS.activeAlerts().contains("ServiceDown"));

    LAB.ssh("systemctl start dropwizard-app").succeeded();
    within(Duration.ofMinutes(3)).until(() -> !PROMETHEUS.activeAlerts().contains("ServiceDown"));
  }

  @Test
  @Order(4)
  void configurationAndRules_passPromtool() {
    LAB.ssh("promtool check config /etc/prometheus/prometheus.yml").succeeded();
    LAB.ssh("amtool check-config /etc/prometheus/alertmanager.yml").succeeded();
  }

  @Test
  @Order(4)
  void promisedAlerts_areLoaded() {
    List<String> rules = PROMETHEUS.alertingRules();
    assertThat(rules).contains("ServiceDown", "HighErrorRate", "HighLatencyP95");
  }
}
