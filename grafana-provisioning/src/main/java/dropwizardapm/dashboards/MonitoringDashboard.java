package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.alertLine;
import static dropwizardapm.dashboards.Promql.orZero;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.series;
import static dropwizardapm.dashboards.Promql.threshold;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.StateTimelinePanelBuilder;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import dropwizardapm.dashboards.grafana.Variable;
import java.util.List;

/** Can the other dashboards be believed? */
final class MonitoringDashboard {
  /** By default the alert fires at 0.1, which would be the frame of the graph. */
  private static final double BEYOND_THE_ALERT = 0.125;

  private MonitoringDashboard() {}

  static Dashboard build() {
    return Dashboards.named("Monitoring", "apm-monitoring")
        .description(
            "Does the monitoring itself work? A silent alert means nothing while this dashboard is not green.")
        .withVariable(Variable.many("job", "Job", "label_values(up, job)"))
        .withVariable(
            Variable.many("instance", "Instance", "label_values(up{job=~\"$job\"}, instance)"))
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .withPanel(targets())
        .withPanel(configuration())
        .withPanel(notifications())
        .withPanel(alertmanager())
        .withPanel(ruleFailures())
        .withPanel(rules())
        .withPanel(scrapeDuration())
        .withPanel(ownScrape())
        .withCollapsedRow(
            "What it costs",
            List.of(samples(), ingestion(), activeSeries(), storage().span(12), memory().span(12)))
        .build();
  }

  private static StateTimelinePanelBuilder targets() {
    return Panels.states(
            "Targets Up",
            "Green: the last scrape worked, red: it did not. The reason is on Prometheus' page /targets.",
            "DOWN",
            Palette.CRITICAL,
            "UP",
            Palette.OK)
        .span(12)
        .noValue("no such target")
        .withTarget(query("{{job}} {{instance}}", series("up")));
  }

  private static TimeseriesPanelBuilder scrapeDuration() {
    return Panels.lines(
            "Scrape Duration",
            "How long each target took to deliver its metrics. The dashed line is the alert ScrapeSlow, of services alone.",
            "s")
        .softMax(BEYOND_THE_ALERT)
        .withTarget(query("{{job}}", "max by (job) (" + series("scrape_duration_seconds") + ")"))
        .withTarget(alertLine(threshold("ScrapeSlow", "seconds")));
  }

  private static TimeseriesPanelBuilder samples() {
    return Panels.lines(
            "Samples per Scrape",
            "Series that each job delivers. A jump: somebody has put an unbounded value into a label.",
            "short")
        .stacked()
        .withTarget(query("{{job}}", "sum by (job) (" + series("scrape_samples_scraped") + ")"));
  }

  private static TimeseriesPanelBuilder ingestion() {
    return Panels.lines("Ingestion", "Samples that Prometheus takes in per second.", "short")
        .withTarget(
            query(
                "{{instance}}",
                "sum by (instance) (" + rate("prometheus_tsdb_head_samples_appended_total") + ")"));
  }

  private static TimeseriesPanelBuilder activeSeries() {
    return Panels.lines(
            "Active Series",
            "Series that got a sample within the last hours; each costs Prometheus a few kilobytes of memory.",
            "short")
        .withTarget(query("{{instance}}", series("prometheus_tsdb_head_series")));
  }

  private static TimeseriesPanelBuilder storage() {
    return Panels.lines(
            "Storage",
            "Disk space of finished blocks, one every two hours. It grows to the retention limit and stays there.",
            "bytes")
        .withTarget(query("{{instance}}", series("prometheus_tsdb_storage_blocks_bytes")));
  }

  private static TimeseriesPanelBuilder memory() {
    return Panels.lines(
            "Memory by Job",
            "Resident memory of every process that tells: what the monitoring itself costs.",
            "bytes")
        .stacked()
        .withTarget(
            query("{{job}}", "sum by (job) (" + series("process_resident_memory_bytes") + ")"));
  }

  private static TimeseriesPanelBuilder rules() {
    return Panels.lines(
            "Rule Evaluation",
            "How long the slowest group of rules took. Longer than its interval, and alerts come late.",
            "s")
        .withTarget(
            query(
                "{{instance}}",
                "max by (instance) ("
                    + series("prometheus_rule_group_last_duration_seconds")
                    + ")"));
  }

  private static TimeseriesPanelBuilder ruleFailures() {
    return Panels.lines(
            "Rule Failures",
            "Evaluations per second that failed. A rule that fails cannot fire.",
            "ops")
        .softMax(0.1)
        .withTarget(
            query(
                "{{instance}}",
                "sum by (instance) (" + rate("prometheus_rule_evaluation_failures_total") + ")"));
  }

  private static TimeseriesPanelBuilder notifications() {
    return Panels.lines(
            "Alerts to Alertmanager",
            "Notifications per second from Prometheus to Alertmanager, and those that were lost on the way.",
            "ops")
        .softMax(0.1)
        .withTarget(
            query("sent", orZero("sum(" + rate("prometheus_notifications_sent_total") + ")")))
        .withTarget(
            query("dropped", orZero("sum(" + rate("prometheus_notifications_dropped_total") + ")")))
        .withTarget(
            query("errors", orZero("sum(" + rate("prometheus_notifications_errors_total") + ")")));
  }

  private static TimeseriesPanelBuilder alertmanager() {
    return Panels.lines(
            "Notifications to People",
            "What Alertmanager sends on per second, and what it could not deliver.",
            "ops")
        .softMax(0.1)
        .withTarget(query("sent", orZero("sum(" + rate("alertmanager_notifications_total") + ")")))
        .withTarget(
            query(
                "failed", orZero("sum(" + rate("alertmanager_notifications_failed_total") + ")")));
  }

  private static StateTimelinePanelBuilder configuration() {
    return Panels.states(
            "Configuration Loaded",
            "Green: the last reload took the new configuration. Red: it was refused, and the old one is still in force.",
            "REFUSED",
            Palette.CRITICAL,
            "LOADED",
            Palette.OK)
        .span(12)
        .noValue("neither Prometheus nor Alertmanager is chosen")
        .withTarget(
            query("Prometheus {{instance}}", series("prometheus_config_last_reload_successful")))
        .withTarget(
            query(
                "Alertmanager {{instance}}", series("alertmanager_config_last_reload_successful")));
  }

  private static TimeseriesPanelBuilder ownScrape() {
    return Panels.lines(
            "Scrape Cost in the Service",
            "What one scrape costs the service itself, without the network. The dashed line is the alert ScrapeSlow, which counts the network, too.",
            "s")
        .softMax(BEYOND_THE_ALERT)
        .withTarget(
            query(
                "{{instance}}",
                "sum by (instance) (%s) / sum by (instance) (%s)"
                    .formatted(
                        rate("metrics_scrape_duration_seconds_sum"),
                        rate("metrics_scrape_duration_seconds_count"))))
        .withTarget(alertLine(threshold("ScrapeSlow", "seconds")));
  }
}
