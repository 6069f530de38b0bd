package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.orZero;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.series;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import dropwizardapm.dashboards.grafana.Variable;

/** Can the other dashboards be believed? */
final class MonitoringDashboard {
  private MonitoringDashboard() {}

  static Dashboard build() {
    return Dashboards.named("Monitoring", "apm-monitoring")
        .description(
            "Does the monitoring itself work? A silent alert means nothing while this dashboard is not green.")
        .withVariable(Variable.many("job", "Job", "label_values(up, job)"))
        .withVariable(
            Variable.many("instance", "Instance", "label_values(up{job=~\"$job\"}, instance)"))
        .annotation(Marks.alerts())
        .withRow("Scraping")
        .withPanel(targets())
        .withPanel(scrapeDuration())
        .withPanel(samples())
        .withRow("Prometheus")
        .withPanel(ingestion())
        .withPanel(activeSeries())
        .withPanel(storage())
        .withRow("Rules and notifications")
        .withPanel(rules())
        .withPanel(ruleFailures())
        .withPanel(notifications())
        .withPanel(alertmanager())
        .withPanel(configuration())
        .withPanel(ownScrape())
        .withPanel(memory())
        .build();
  }

  private static TimeseriesPanelBuilder targets() {
    return panel(
            "Targets Up",
            "1: the last scrape worked, 0: it did not. The reason is on Prometheus' page /targets.",
            "short")
        .max(1)
        .decimals(0)
        .withTarget(query("{{job}} {{instance}}", series("up")));
  }

  private static TimeseriesPanelBuilder scrapeDuration() {
    return panel(
            "Scrape Duration",
            "How long each target took to deliver its metrics. The dashed line is the promise, 100 ms.",
            "s")
        .limit(0.1)
        .withTarget(query("{{job}}", "max by (job) (" + series("scrape_duration_seconds") + ")"));
  }

  private static TimeseriesPanelBuilder samples() {
    return panel(
            "Samples per Scrape",
            "Series that each job delivers. A jump: somebody has put an unbounded value into a label.",
            "short")
        .withTarget(query("{{job}}", "sum by (job) (" + series("scrape_samples_scraped") + ")"));
  }

  private static TimeseriesPanelBuilder ingestion() {
    return panel("Ingestion", "Samples that Prometheus takes in per second.", "short")
        .withTarget(
            query(
                "{{instance}}",
                "sum by (instance) (" + rate("prometheus_tsdb_head_samples_appended_total") + ")"));
  }

  private static TimeseriesPanelBuilder activeSeries() {
    return panel(
            "Active Series",
            "Series that got a sample within the last hours; each costs Prometheus a few kilobytes of memory.",
            "short")
        .withTarget(query("{{instance}}", series("prometheus_tsdb_head_series")));
  }

  private static TimeseriesPanelBuilder storage() {
    return panel(
            "Storage",
            "Disk space of finished blocks, one every two hours. It grows to the retention limit and stays there.",
            "bytes")
        .withTarget(query("{{instance}}", series("prometheus_tsdb_storage_blocks_bytes")));
  }

  private static TimeseriesPanelBuilder memory() {
    return panel(
            "Memory by Job",
            "Resident memory of every process that tells: what the monitoring itself costs.",
            "bytes")
        .withTarget(
            query("{{job}}", "sum by (job) (" + series("process_resident_memory_bytes") + ")"));
  }

  private static TimeseriesPanelBuilder rules() {
    return panel(
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
    return panel(
            "Rule Failures",
            "Evaluations per second that failed. A rule that fails cannot fire.",
            "ops")
        .withTarget(
            query(
                "{{instance}}",
                orZero(
                    "sum by (instance) ("
                        + rate("prometheus_rule_evaluation_failures_total")
                        + ")")));
  }

  private static TimeseriesPanelBuilder notifications() {
    return panel(
            "Alerts to Alertmanager",
            "Notifications per second from Prometheus to Alertmanager, and those that were lost on the way.",
            "ops")
        .withTarget(
            query("sent", orZero("sum(" + rate("prometheus_notifications_sent_total") + ")")))
        .withTarget(
            query("dropped", orZero("sum(" + rate("prometheus_notifications_dropped_total") + ")")))
        .withTarget(
            query("errors", orZero("sum(" + rate("prometheus_notifications_errors_total") + ")")));
  }

  private static TimeseriesPanelBuilder alertmanager() {
    return panel(
            "Notifications to People",
            "What Alertmanager sends on per second, and what it could not deliver.",
            "ops")
        .withTarget(query("sent", orZero("sum(" + rate("alertmanager_notifications_total") + ")")))
        .withTarget(
            query(
                "failed", orZero("sum(" + rate("alertmanager_notifications_failed_total") + ")")));
  }

  private static TimeseriesPanelBuilder configuration() {
    return panel(
            "Configuration Loaded",
            "1: the last reload took the new configuration. 0: the old one is still in force.",
            "short")
        .max(1)
        .decimals(0)
        .withTarget(
            query("Prometheus {{instance}}", series("prometheus_config_last_reload_successful")))
        .withTarget(
            query(
                "Alertmanager {{instance}}", series("alertmanager_config_last_reload_successful")));
  }

  private static TimeseriesPanelBuilder ownScrape() {
    return panel(
            "Scrape Cost in the Service",
            "What one scrape costs the service itself, without the network. The dashed line is the promise, 100 ms.",
            "s")
        .limit(0.1)
        .withTarget(
            query(
                "{{instance}}",
                "sum by (instance) (%s) / sum by (instance) (%s)"
                    .formatted(
                        rate("metrics_scrape_duration_seconds_sum"),
                        rate("metrics_scrape_duration_seconds_count"))));
  }

  private static TimeseriesPanelBuilder panel(String title, String description, String unit) {
    return new TimeseriesPanelBuilder().title(title).description(description).unit(unit);
  }
}
