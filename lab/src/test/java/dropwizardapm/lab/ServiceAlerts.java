package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What has been called out about one service since its host was deployed. */
record ServiceAlerts(String job, Prometheus prometheus) {
  /** Those that no test can raise within minutes, and why. ITRules proves all of them. */
  static final Map<String, String> NOT_RAISED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("AvailabilityBurn6h", "takes 15 minutes of errors"),
              Map.entry("AvailabilityBurn1d", "takes an hour of errors"),
              Map.entry("AvailabilityBurn3d", "takes an hour of errors"),
              Map.entry("LatencyBurn6h", "takes 15 slow minutes"),
              Map.entry("LatencyBurn1d", "takes a slow hour"),
              Map.entry("LatencyBurn3d", "takes a slow hour"),
              Map.entry("ErrorBudgetLow", "takes an hour"),
              Map.entry("FileDescriptorsHigh", "takes ten minutes of open files"),
              Map.entry("GcOverhead", "takes five minutes of collections"),
              Map.entry("HeapLiveSetHigh", "takes ten minutes of a full heap"),
              Map.entry("LoadTestRunning", "is said of a host; ITDashboards announces a test"),
              Map.entry("RequestsRejected", "takes a thousand requests that wait for a thread"),
              Map.entry("ServiceAbsent", "takes five minutes out of Prometheus' configuration"),
              Map.entry("ThreadDeadlock", "takes a deadlock, which the shop does not have")));

  /** Names of all alerts on a service, whichever it is. */
  static Set<String> all(Prometheus prometheus) {
    return prometheus.rules().stream()
        .filter(Prometheus.Rule::alerting)
        .filter(rule -> rule.group().matches("service|jvm|slo_alerts"))
        .map(Prometheus.Rule::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of those that have fired for it, or for the probe of its health. */
  Set<String> raised() {
    String fired = "max_over_time(ALERTS{alertstate=\"firing\",%s=\"%s\"}[1h])";
    return prometheus
        .query(fired.formatted("job", job) + " or " + fired.formatted("service", job))
        .stream()
        .map(alert -> alert.labels().getOrDefault("alertname", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  void awaitRaised(String... alerts) {
    within(Duration.ofMinutes(8))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(raised()).contains(alerts));
  }
}
