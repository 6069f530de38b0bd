package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.orZero;
import static dropwizardapm.dashboards.Promql.quantile;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.series;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.StatPanelBuilder;
import dropwizardapm.dashboards.grafana.Threshold;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;

/** One look: is all well? */
final class HomeDashboard {
  private static final String REQUESTS = "http_requests_total";
  private static final String ERROR_PERCENT =
      orZero(
          "100 * sum(%s) / (sum(%s) > 0)"
              .formatted(rate(REQUESTS, "status=~\"5..\""), rate(REQUESTS)));
  private static final String P95 = quantile(0.95, "le", "http_request_duration_seconds");
  private static final String RPS = orZero("sum(" + rate(REQUESTS) + ")");

  private HomeDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("Home", "apm-home")
        .description(
            "Is all well? One look at what the service's users notice; the links at the top lead to the causes.")
        .annotation(Marks.deploys())
        .annotation(Marks.restarts())
        .annotation(Marks.alerts())
        .annotation(Marks.loadTests())
        .withPanel(up())
        .withPanel(availability())
        .withPanel(alerts())
        .withPanel(saturation())
        .withPanel(uptime())
        .withPanel(version())
        .withPanel(
            trend(
                "Requests", "Answered requests per second, all routes.", "reqps", RPS, "requests"))
        .withPanel(
            trend(
                    "Errors",
                    "Share of requests answered with 5xx. The dashed line is the alert, 1 %.",
                    "percent",
                    ERROR_PERCENT,
                    "5xx")
                .limit(1))
        .withPanel(
            trend(
                    "Response Time",
                    "95 of 100 requests were answered within this time. The dashed line is the alert, 1 s.",
                    "s",
                    P95,
                    "p95")
                .limit(1))
        .build();
  }

  private static StatPanelBuilder up() {
    return stat("Service", "Whether the last scrape reached every chosen instance.", "short")
        .mapZeroAndOne("DOWN", "red", "UP", "green")
        .noValue("no such target")
        .withTarget(query("", "min(" + series("up") + ")"));
  }

  private static StatPanelBuilder availability() {
    return stat(
            "Availability",
            "Share of scrapes over the chosen time range that reached the service.",
            "percent")
        .decimals(2)
        .thresholds("red", new Threshold("orange", 99.0), new Threshold("green", 99.9))
        .withTarget(
            query("", "100 * avg(avg_over_time(" + series("up") + "[$__range]))").instant());
  }

  private static StatPanelBuilder alerts() {
    return stat(
            "Firing Alerts",
            "Alerts that fire now, of the whole stack. Which ones: Prometheus' page /alerts.",
            "short")
        .thresholds("green", new Threshold("red", 1.0))
        .withTarget(query("", orZero("count(ALERTS{alertstate=\"firing\"})")));
  }

  private static StatPanelBuilder saturation() {
    return stat(
            "Saturation",
            "Backlog of computation as a share of its limit. At 100 % the service turns requests away.",
            "percentunit")
        .sparkline()
        .thresholds("green", new Threshold("orange", 0.5), new Threshold("red", 0.9))
        .withTarget(
            query(
                "",
                "max(%s / %s)"
                    .formatted(
                        series("compute_backlog_seconds"),
                        series("compute_backlog_limit_seconds"))));
  }

  private static StatPanelBuilder uptime() {
    return stat("Uptime", "Since the youngest chosen instance started.", "s")
        .decimals(0)
        .withTarget(query("", "min(time() - " + series("process_start_time_seconds") + ")"));
  }

  private static StatPanelBuilder version() {
    return stat(
            "Version", "What runs. Two versions: a deployment is under way, or half done.", "none")
        .showName()
        .withTarget(query("{{version}}", "count by (version) (" + series("app_build_info") + ")"));
  }

  private static StatPanelBuilder stat(String title, String description, String unit) {
    return new StatPanelBuilder().title(title).description(description).unit(unit);
  }

  private static TimeseriesPanelBuilder trend(
      String title, String description, String unit, String expr, String legend) {
    return new TimeseriesPanelBuilder()
        .title(title)
        .description(description)
        .unit(unit)
        .withTarget(query(legend, expr));
  }
}
