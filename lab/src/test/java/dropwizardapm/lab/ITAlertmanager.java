package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told of which alert, and which alert keeps quiet because of another. */
@NeedsLab
@Order(11)
class ITAlertmanager {
  private static final Lab LAB = Lab.STACK;
  private static final String ANNOUNCEMENT = "/var/lib/prometheus/node-exporter/loadtest-f1.prom";
  private static final String AMTOOL = "amtool --alertmanager.url=http://localhost:9093 ";

  @ParameterizedTest
  @CsvSource({
    "alertname=ServiceDown severity=critical, critical",
    "alertname=HighErrorRate severity=warning, warning",
    "alertname=LoadTestRunning severity=info, nobody",
    "alertname=Watchdog severity=none, watchdog",
    "alertname=Own severity=none, nobody",
    "alertname=Own, warning"
  })
  void alert_goesToTheReceiverOfItsSeverity(String labels, String receiver) {
    assertThat(
            LAB.ssh(
                    "amtool config routes test --config.file=/etc/prometheus/alertmanager.yml "
                        + labels
                        + " 2>/dev/null")
                .succeeded()
                .output()
                .strip())
        .isEqualTo(receiver);
  }

  @ParameterizedTest
  @CsvSource({
    "ServiceDownEverywhere job=d1 severity=none, HighErrorRate job=d1 severity=warning slo=availability",
    "ServiceDown job=d13 host=d13 severity=critical, ScrapeSlow job=d13 host=d13 severity=warning",
    "ServiceAbsent job=d2 severity=critical, HighLatencyP95 job=d2 severity=warning slo=latency",
    "ServiceDown job=d3 host=d3 severity=critical, HealthProbeFailing job=d3 host=d3 severity=critical",
    "HostDown host=d4 severity=critical, ServiceDown job=d4 host=d4 severity=critical",
    "HostDown host=d5 severity=critical, StackTargetDown job=node host=d5 severity=warning",
    "AvailabilityBurn1h job=d6 slo=availability severity=critical, AvailabilityBurn3d job=d6 slo=availability severity=warning",
    "LatencyBurn6h job=d7 slo=latency severity=critical, HighLatencyP95 job=d7 slo=latency severity=warning",
    "AvailabilityBurn1h job=d11 slo=availability severity=critical, AvailabilityBurn6h job=d11 slo=availability severity=critical",
    "RequestsRejected job=d12 severity=warning, ComputeSaturated job=d12 host=d12 severity=warning",
    "DiskAlmostFull host=d8 mountpoint=/ severity=critical, DiskFilling host=d8 mountpoint=/ severity=warning",
    "LoadTestRunning host=d9 severity=info, ComputeSaturated job=d9 host=d9b severity=warning",
    "LoadTestRunning host=d10 severity=info, AvailabilityBurn1h job=d10 slo=availability severity=critical"
  })
  void cause_silencesItsSymptom(String cause, String symptom) {
    assertThat(suppressed(cause, symptom)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ServiceDownEverywhere job=e1 severity=none, HighErrorRate job=other1 severity=warning slo=availability",
    "ServiceDown job=e11 host=e11 severity=critical, HighErrorRate job=e11 severity=warning slo=availability",
    "ServiceDown job=e12 host=e12 severity=critical, HighLatencyP95 job=e12 severity=warning slo=latency",
    "ServiceDown job=e13 host=e13 severity=critical, ComputeSaturated job=e13 host=other13 severity=warning",
    "ServiceDown job=e2 host=e2 severity=critical, DiskAlmostFull job=node host=e2 severity=critical",
    "HostDown host=e3 severity=critical, ServiceDown job=e3 host=other3 severity=critical",
    "AvailabilityBurn1h job=e4 slo=availability severity=critical, LatencyBurn3d job=e4 slo=latency severity=warning",
    "AvailabilityBurn6h job=e8 slo=availability severity=critical, AvailabilityBurn1h job=e8 slo=availability severity=critical",
    "AvailabilityBurn1h job=e9 slo=availability severity=critical, LatencyBurn6h job=e9 slo=latency severity=critical",
    "RequestsRejected job=e10 severity=warning, HighErrorRate job=e10 severity=warning slo=availability",
    "DiskAlmostFull host=e5 mountpoint=/ severity=critical, DiskFilling host=e5 mountpoint=/srv severity=warning",
    "LoadTestRunning host=e6 severity=info, ServiceDown job=e6 host=e6 severity=critical",
    "LoadTestRunning host=e7 severity=info, DiskAlmostFull host=e7 severity=critical"
  })
  void cause_doesNotSilenceWhatItDoesNotCause(String cause, String other) {
    assertThat(suppressed(cause, other)).isFalse();
  }

  /** From the file that a load test writes, through node_exporter and Prometheus. */
  @Test
  void announcedLoadTest_silencesWhatItCauses_asLongAsItRuns() {
    String symptom = "RequestsRejected job=f1 severity=warning";
    // With its head: node_exporter takes no metric of two types, and ITLoad leaves a run behind.
    String running =
        """
        # HELP loadtest_running Whether the load test is under way: 1 yes, 0 no longer.
        # TYPE loadtest_running gauge
        loadtest_running{run_id="f1",profile="table"} 1
        """;
    LAB.ssh("cat > %s <<'END'\n%sEND\n".formatted(ANNOUNCEMENT, running)).succeeded();
    try {
      LAB.ssh(AMTOOL + "alert add " + symptom).succeeded();
      awaitState(symptom, "suppressed");
    } finally {
      LAB.ssh("rm " + ANNOUNCEMENT).succeeded();
    }
    awaitState(symptom, "active");
    end(symptom);
  }

  /** Two scrapes and evaluations, and what Prometheus takes to pass on the end of an alert. */
  private static void awaitState(String alert, String state) {
    within(Duration.ofSeconds(75)).until(() -> state(alert).equals(state));
  }

  /** Whether Alertmanager holds {@code second} back while {@code first} is active. */
  private static boolean suppressed(String first, String second) {
    try {
      LAB.ssh(AMTOOL + "alert add " + first + " && " + AMTOOL + "alert add " + second).succeeded();
      return within(Duration.ofSeconds(10))
          .until(() -> state(second), state -> !state.isEmpty())
          .equals("suppressed");
    } finally {
      end(first);
      end(second);
    }
  }

  private static void end(String alert) {
    LAB.ssh(AMTOOL + "alert add " + alert + " --end=$(date -u +%FT%TZ)").succeeded();
  }

  /** State of the alert whose name and labels these are; empty when there is none. */
  private static String state(String alert) {
    String[] words = alert.split(" ", -1);
    for (JsonNode active : Http.json("http://" + LAB.address() + ":9093/api/v2/alerts")) {
      boolean same = active.at("/labels/alertname").asText().equals(words[0]);
      for (int i = 1; i < words.length; i++) {
        String[] label = words[i].split("=", 2);
        same &= active.path("labels").path(label[0]).asText().equals(label[1]);
      }
      if (same) return active.at("/status/state").asText();
    }
    return "";
  }
}
