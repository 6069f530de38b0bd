package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.orNone;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rateOverRange;
import static dropwizardapm.dashboards.Promql.recorded;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.StatPanelBuilder;
import dropwizardapm.dashboards.grafana.StateTimelinePanelBuilder;
import dropwizardapm.dashboards.grafana.TablePanelBuilder;
import dropwizardapm.dashboards.grafana.Threshold;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import java.util.List;

/** Does the service keep what it promises over 30 days, and for how long still? */
final class SloDashboard {
  private static final String BURN_ALERTS =
      "job=~\"$job\",alertname=~\"(Availability|Latency)Burn.*|ErrorBudgetLow\",alertstate=\"firing\"";

  /** What the objectives leave out, too. */
  private static final String CALLERS = "path!~\"/health(/.*)?|/metrics\"";

  /** What stands in place of a figure that is recorded every five minutes, of callers' requests. */
  static final String NOT_YET = "comes with the first requests";

  private SloDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("SLO", "apm-slo")
        .description(
            "Does the service keep its objectives over 30 days, and how fast does it use up what they leave for errors? "
                + "Answers to monitoring itself do not count. The figures over 30 days come up to five minutes after the first request.")
        .annotation(Annotations.deploys())
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .annotation(Annotations.loadTests())
        .withPanel(
            share(
                "Objective",
                "What is promised: the share of requests that are answered without 5xx, and fast enough.",
                recorded("job:slo_objective:ratio")))
        .withPanel(
            share(
                "Kept over 30 Days",
                "The share of requests of the last 30 days, or since measuring began, that were as promised.",
                "1 - (" + recorded("job:slo_bad:ratio_rate30d") + " >= 0)"))
        .withPanel(
            share(
                    "Error Budget Left",
                    "What is left of the errors that the objective allows in 30 days. Below 0 the promise is broken.",
                    recorded("job:slo_budget:left_ratio30d") + " <= 1")
                .thresholds(
                    Palette.CRITICAL,
                    new Threshold(Palette.WARNING, 0.0),
                    new Threshold(Palette.OK, 0.25)))
        .withPanel(exhaustion())
        .withRow("How fast the budget is used: 1 uses it up in 30 days")
        .withPanel(burn("Availability", "availability"))
        .withPanel(burn("Latency", "latency"))
        .withPanel(bad())
        .withPanel(budget())
        .withCollapsedRow("Where and when", List.of(routes(), alerts()))
        .build();
  }

  private static StatPanelBuilder share(String title, String description, String expr) {
    return Panels.figure(title, description, "percentunit", NOT_YET)
        .span(6)
        .decimals(2)
        .withTarget(query("{{slo}}", expr));
  }

  private static StatPanelBuilder exhaustion() {
    String burn =
        recorded("job:slo_bad:ratio_rate1h")
            + " / (1 - "
            + recorded("job:slo_objective:ratio")
            + ")";
    return Panels.figure(
            "Budget Exhausted In",
            "When nothing is left of the budget at the pace of the last hour: what is left of 30 days, divided by the burn rate. "
                + "A year and more means hardly any errors.",
            "s",
            NOT_YET)
        .span(6)
        .decimals(1)
        .thresholds(
            Palette.CRITICAL,
            new Threshold(Palette.WARNING, 3 * 86400.0),
            new Threshold(Palette.OK, 30 * 86400.0))
        .withTarget(
            query(
                "{{slo}}",
                "30 * 86400 * clamp_min(%s, 0) / clamp_min(%s, 0.001) >= 0"
                    .formatted(recorded("job:slo_budget:left_ratio30d"), burn)));
  }

  private static TimeseriesPanelBuilder burn(String title, String slo) {
    TimeseriesPanelBuilder panel =
        Panels.lines(
                title + " Burn Rate",
                "Share of bad requests divided by the share that the objective allows, over four windows. Alerts: above 14.4 in 1h, "
                    + "6 in 6h, 3 in 1d, 1 in 3d, each while it goes on.",
                "short")
            .noValue(NOT_YET)
            .limit(1);
    for (String window : List.of("1h", "6h", "1d", "3d"))
      panel.withTarget(
          query(
              window,
              "%s / (1 - %s) >= 0"
                  .formatted(
                      recorded("job:slo_bad:ratio_rate" + window, "slo=\"" + slo + "\""),
                      recorded("job:slo_objective:ratio", "slo=\"" + slo + "\""))));
    return panel;
  }

  private static TimeseriesPanelBuilder bad() {
    return Panels.lines(
            "Bad Requests",
            "Share of requests of the last five minutes that were not as promised, by objective. A gap: there were none at all.",
            "percentunit")
        .noValue(NOT_YET)
        .withTarget(query("{{slo}}", recorded("job:slo_bad:ratio_rate5m") + " >= 0"));
  }

  private static TimeseriesPanelBuilder budget() {
    return Panels.lines(
            "Error Budget over Time",
            "What was left of the budget of the 30 days before. It drops with an incident and comes back 30 days later.",
            "percentunit")
        .span(24)
        .belowZero()
        .max(1)
        .noValue(NOT_YET)
        .withTarget(query("{{slo}}", recorded("job:slo_budget:left_ratio30d") + " <= 1"));
  }

  private static TablePanelBuilder routes() {
    String all = "sum by (path) (" + rateOverRange("http_requests_total", CALLERS) + ")";
    String failed =
        "sum by (path) (" + rateOverRange("http_requests_total", CALLERS, "status=~\"5..\"") + ")";
    String fast =
        "sum by (path) (%s and on (job, le) %s)"
            .formatted(
                rateOverRange("http_request_duration_seconds_bucket", CALLERS),
                recorded("job:alert_threshold:seconds", "alert=\"HighLatencyP95\""));
    return new TablePanelBuilder()
        .title("Worst Routes")
        .description(
            "Who uses the budget: routes over the whole time range that you have chosen, those with most errors first. "
                + "Slow is what took longer than the objective allows (1 s by default), errors included.")
        .unit("percent")
        .span(12)
        .noValue("no request of a caller in this time")
        .withLabelColumn("path", "Path")
        .withValueColumn("Rate", "reqps", 3, query("", all + " > 0"))
        .withValueColumn(
            "Errors",
            "percent",
            2,
            query("", "100 * (%s or 0 * %s) / (%s > 0)".formatted(failed, all, all)))
        .withValueColumn(
            "Slow", "percent", 2, query("", "100 * (1 - %s / (%s > 0))".formatted(fast, all)))
        .sortBy("Errors");
  }

  private static StateTimelinePanelBuilder alerts() {
    return Panels.states(
            "Budget Alerts",
            "Alerts on burn rates and on the budget while they fire. Green: none.",
            "none",
            Palette.OK,
            "fires",
            Palette.CRITICAL)
        .span(12)
        .noValue("Prometheus does not answer")
        .withTarget(
            query("{{alertname}}", orNone("max by (alertname) (ALERTS{" + BURN_ALERTS + "})")));
  }
}
