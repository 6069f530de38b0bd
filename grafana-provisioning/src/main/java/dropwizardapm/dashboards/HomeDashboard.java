package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.EVERYTHING;
import static dropwizardapm.dashboards.Promql.alertLine;
import static dropwizardapm.dashboards.Promql.orNone;
import static dropwizardapm.dashboards.Promql.orZero;
import static dropwizardapm.dashboards.Promql.quantile;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.recorded;
import static dropwizardapm.dashboards.Promql.series;
import static dropwizardapm.dashboards.Promql.threshold;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.StatPanelBuilder;
import dropwizardapm.dashboards.grafana.StateTimelinePanelBuilder;
import dropwizardapm.dashboards.grafana.TablePanelBuilder;
import dropwizardapm.dashboards.grafana.Threshold;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import java.util.List;
import java.util.Map;

/** One look: is all well, and if not, what fires and what is down? */
final class HomeDashboard {
  private static final String REQUESTS = "http_requests_total";
  private static final String FIRING =
      "ALERTS{alertstate=\"firing\",severity=~\"critical|warning\"}";

  private HomeDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("Home", "apm-home")
        .description(
            "Is all well? One look at what the service's users notice; the links at the top lead to the causes.")
        .annotation(Annotations.deploys())
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .annotation(Annotations.loadTests())
        .withPanel(up())
        .withPanel(alerts())
        .withPanel(budget())
        .withPanel(saturation())
        .withPanel(uptime())
        .withPanel(version())
        .withPanel(requests())
        .withPanel(errors())
        .withPanel(responseTime())
        .withPanel(firing())
        .withPanel(targets())
        .build();
  }

  private static StatPanelBuilder up() {
    return Panels.figure(
            "Service",
            "Whether the last scrape reached every chosen instance.",
            "short",
            "no such target")
        .mapZeroAndOne("DOWN", Palette.CRITICAL, "UP", Palette.OK)
        .withTarget(query("", "min(" + series("up") + ")"));
  }

  private static StatPanelBuilder alerts() {
    return Panels.figure(
            "Firing Alerts",
            "Alerts that fire now, of the whole stack, by severity. Which ones: the table below.",
            "short",
            "Prometheus does not answer")
        .overrideByName("critical", alarmAtOne(Palette.CRITICAL))
        .overrideByName("warning", alarmAtOne(Palette.WARNING))
        .withTarget(query("critical", count("critical")))
        .withTarget(query("warning", count("warning")));
  }

  /** Prometheus makes the series itself: as long as it answers, none is a zero. */
  private static String count(String severity) {
    return "sum(ALERTS{alertstate=\"firing\",severity=\"" + severity + "\"}) or vector(0)";
  }

  private static Map<String, Object> alarmAtOne(String color) {
    List<Threshold> steps = List.of(new Threshold(Palette.OK, null), new Threshold(color, 1.0));
    return Map.of("thresholds", Map.of("mode", "absolute", "steps", steps));
  }

  private static StatPanelBuilder budget() {
    return Panels.figure(
            "Error Budget Left",
            "What is left of the errors that the objectives allow in 30 days, of the scarcer budget. Recorded every five "
                + "minutes, once there are requests that count.",
            "percentunit",
            SloDashboard.NOT_YET)
        .decimals(1)
        .thresholds(
            Palette.CRITICAL, new Threshold(Palette.WARNING, 0.0), new Threshold(Palette.OK, 0.25))
        // Without requests it is 0 / 0, which no comparison lets through.
        .withTarget(query("", "min(" + recorded("job:slo_budget:left_ratio30d") + " <= 1)"));
  }

  private static StatPanelBuilder saturation() {
    return Panels.figure(
            "Saturation",
            "How near the service is to its limit: its busy server threads as a share of the most there may be, or its backlog if it "
                + "keeps one. At 100 % requests wait, or are rejected.",
            "percentunit",
            "no such target")
        .sparkline()
        .thresholds(
            Palette.OK, new Threshold(Palette.WARNING, 0.5), new Threshold(Palette.CRITICAL, 0.9))
        .withTarget(
            query(
                "",
                "max(%s / %s or %s)"
                    .formatted(
                        series("compute_backlog_seconds"),
                        series("compute_backlog_limit_seconds"),
                        series("dropwizard_queued_thread_pool_utilization_max"))));
  }

  private static StatPanelBuilder uptime() {
    return Panels.figure(
            "Uptime", "Since the youngest chosen instance started.", "s", "no such target")
        .decimals(0)
        .withTarget(query("", "min(time() - " + series("process_start_time_seconds") + ")"));
  }

  private static StatPanelBuilder version() {
    return Panels.figure(
            "Version",
            "What runs. Two versions: a deployment is under way, or half done.",
            "none",
            "the service does not tell")
        .showName()
        .withTarget(query("{{version}}", "count by (version) (" + series("app_build_info") + ")"));
  }

  private static TimeseriesPanelBuilder requests() {
    return Panels.lines("Requests", "Answered requests per second, all routes.", "reqps")
        .withTarget(query("requests", orZero("sum(" + rate(REQUESTS) + ")")));
  }

  private static TimeseriesPanelBuilder errors() {
    return Panels.lines(
            "Errors",
            "Share of requests answered with 5xx. The dashed line is the alert HighErrorRate.",
            "percent")
        .withTarget(
            query(
                "5xx",
                orZero(
                    "100 * sum(%s) / (sum(%s) > 0)"
                        .formatted(rate(REQUESTS, "status=~\"5..\""), rate(REQUESTS)))))
        .withTarget(alertLine("100 * " + threshold("HighErrorRate", "ratio")));
  }

  private static TimeseriesPanelBuilder responseTime() {
    return Panels.latencies(
            "Response Time",
            "95 of 100 requests were answered within this time. The dashed line is the alert HighLatencyP95.")
        .withTarget(query("p95", quantile(0.95, "le", "http_request_duration_seconds")))
        .withTarget(alertLine(threshold("HighLatencyP95", "seconds")));
  }

  private static TablePanelBuilder firing() {
    String since =
        "max by (alertname, severity, job, host) (time() - ALERTS_FOR_STATE and ignoring(alertstate) "
            + FIRING
            + ")";
    return new TablePanelBuilder()
        .title("What Fires")
        .description(
            "Critical alerts and warnings of the whole stack, and for how long their cause has been there. Each has a "
                + "runbook: Prometheus' page /alerts links to it.")
        .unit("short")
        .span(12)
        .noValue("Prometheus does not answer")
        .withLabelColumn("severity", "Severity")
        .withLabelColumn("alertname", "Alert")
        .withLabelColumn("job", "Job")
        .withLabelColumn("host", "Host")
        .withValueColumn("Since", "s", 0, query("", orNone(since)))
        .colorWords("Severity", Map.of("critical", Palette.CRITICAL, "warning", Palette.WARNING))
        .sortUpBy("Severity");
  }

  private static StateTimelinePanelBuilder targets() {
    return Panels.states(
            "Stack",
            "What Prometheus watches, by job: red while any target of it did not answer. Which one: dashboard Monitoring.",
            "DOWN",
            Palette.CRITICAL,
            "UP",
            Palette.OK)
        .span(12)
        .noValue("Prometheus has no targets")
        .withTarget(query("{{job}}", "min by (job) (up{" + EVERYTHING + "})"));
  }
}
