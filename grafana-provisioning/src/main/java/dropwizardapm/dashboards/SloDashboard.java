package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.orZero;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rateOverRange;
import static dropwizardapm.dashboards.Promql.recorded;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.StatPanelBuilder;
import dropwizardapm.dashboards.grafana.TablePanelBuilder;
import dropwizardapm.dashboards.grafana.Threshold;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import java.util.List;

/** Does the service keep what it promises over 30 days, and for how long still? */
final class SloDashboard {
  private static final String BURN_ALERTS =
      "alertname=~\"(Availability|Latency)Burn.*|ErrorBudgetLow\",alertstate=\"firing\"";

  /** What the objectives leave out, too. */
  private static final String CALLERS = "path!~\"/health(/.*)?|/metrics\"";

  private SloDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("SLO", "apm-slo")
        .description(
            "Does the service keep its objectives over 30 days, and how fast does it use up what they leave for errors? "
                + "Answers to monitoring itself do not count.")
        .annotation(Marks.deploys())
        .annotation(Marks.alerts())
        .annotation(Marks.loadTests())
        .withPanel(
            share(
                "Objective",
                "What is promised: the share of requests that are answered without 5xx, and fast enough.",
                recorded("job:slo_objective:ratio")))
        .withPanel(
            share(
                "Kept over 30 Days",
                "The share of requests of the last 30 days, or since measuring began, that were as promised.",
                "1 - " + recorded("job:slo_bad:ratio_rate30d")))
        .withPanel(
            share(
                    "Error Budget Left",
                    "What is left of the errors that the objective allows in 30 days. Below 0 the promise is broken.",
                    recorded("job:slo_budget:left_ratio30d"))
                .thresholds("red", new Threshold("orange", 0.0), new Threshold("green", 0.25)))
        .withPanel(exhaustion())
        .withRow("How fast the budget is used: 1 uses it up in 30 days")
        .withPanel(burn("Availability", "availability"))
        .withPanel(burn("Latency", "latency"))
        .withPanel(bad())
        .withCollapsedRow("Where and when", List.of(routes(), budget(), alerts()))
        .build();
  }

  private static StatPanelBuilder share(String title, String description, String expr) {
    return new StatPanelBuilder()
        .title(title)
        .description(description)
        .unit("percentunit")
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
    return new StatPanelBuilder()
        .title("Budget Exhausted In")
        .description(
            "When nothing is left of the budget at the pace of the last hour: what is left of 30 days, divided by the burn rate. "
                + "A year and more means hardly any errors.")
        .unit("s")
        .span(6)
        .decimals(1)
        .thresholds(
            "red", new Threshold("orange", 3 * 86400.0), new Threshold("green", 30 * 86400.0))
        .withTarget(
            query(
                "{{slo}}",
                "30 * 86400 * clamp_min(%s, 0) / clamp_min(%s, 0.001)"
                    .formatted(recorded("job:slo_budget:left_ratio30d"), burn)));
  }

  private static TimeseriesPanelBuilder burn(String title, String slo) {
    TimeseriesPanelBuilder panel =
        new TimeseriesPanelBuilder()
            .title(title + " Burn Rate")
            .description(
                "Share of bad requests divided by the share that the objective allows, over four windows. Alerts: above 14.4 in 1h, "
                    + "6 in 6h, 3 in 1d, 1 in 3d, each while it goes on.")
            .unit("short")
            .limit(1);
    for (String window : List.of("1h", "6h", "1d", "3d"))
      panel.withTarget(
          query(
              window,
              "%s / (1 - %s)"
                  .formatted(
                      recorded("job:slo_bad:ratio_rate" + window, "slo=\"" + slo + "\""),
                      recorded("job:slo_objective:ratio", "slo=\"" + slo + "\""))));
    return panel;
  }

  private static TimeseriesPanelBuilder bad() {
    return new TimeseriesPanelBuilder()
        .title("Bad Requests")
        .description(
            "Share of requests of the last five minutes that were not as promised, by objective. A gap: there were none at all.")
        .unit("percentunit")
        .withTarget(query("{{slo}}", recorded("job:slo_bad:ratio_rate5m")));
  }

  private static TimeseriesPanelBuilder budget() {
    return new TimeseriesPanelBuilder()
        .title("Error Budget over Time")
        .description(
            "What was left of the budget of the 30 days before. It drops with an incident and comes back 30 days later.")
        .unit("percentunit")
        .withTarget(query("{{slo}}", recorded("job:slo_budget:left_ratio30d")));
  }

  private static TablePanelBuilder routes() {
    String all = "sum by (path) (" + rateOverRange("http_requests_total", CALLERS) + ")";
    String failed =
        "sum by (path) (" + rateOverRange("http_requests_total", CALLERS, "status=~\"5..\"") + ")";
    String fast =
        "sum by (path) (%s)"
            .formatted(
                rateOverRange("http_request_duration_seconds_bucket", CALLERS, "le=\"1.0\""));
    return new TablePanelBuilder()
        .title("Worst Routes")
        .description(
            "Who uses the budget: routes over the whole time range that you have chosen, those with most errors first. "
                + "Slow is what took longer than 1 s, errors included.")
        .unit("percent")
        .span(24)
        .noValue("-")
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

  private static TimeseriesPanelBuilder alerts() {
    return new TimeseriesPanelBuilder()
        .title("Budget Alerts")
        .description("Alerts on burn rates and on the budget while they fire. Flat at 0: none.")
        .unit("short")
        .decimals(0)
        .stacked()
        .withTarget(
            query("{{alertname}}", orZero("count by (alertname) (ALERTS{" + BURN_ALERTS + "})")));
  }
}
