package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.quantile;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.series;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;

/** What only the sample does; not there for another service. */
final class ComputeDashboard {
  private ComputeDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("Compute", "apm-compute", "compute_workers_max")
        .description(
            "Where does the time of a computation go, and how near is the service to rejecting one?")
        .annotation(Annotations.deploys())
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .annotation(Annotations.loadTests())
        .withPanel(workers().span(12))
        .withPanel(backlog().span(12))
        .withPanel(waiting().span(12))
        .withPanel(byWork().span(12))
        .build();
  }

  private static TimeseriesPanelBuilder workers() {
    return Panels.lines(
            "Compute Workers",
            "Share of the workers that compute at the moment of the scrape. "
                + "All of them over minutes: the machine is at its limit.",
            "percentunit")
        .max(1)
        .withTarget(
            query(
                "busy",
                "sum(%s) / sum(%s)"
                    .formatted(series("compute_workers_busy"), series("compute_workers_max"))));
  }

  private static TimeseriesPanelBuilder backlog() {
    return Panels.lines(
            "Backlog",
            "Work that was let in and is not done, in seconds of computation, and the limit beyond which requests are rejected.",
            "s")
        .withTarget(query("backlog", "sum(" + series("compute_backlog_seconds") + ")"))
        .withTarget(query("limit", "sum(" + series("compute_backlog_limit_seconds") + ")"));
  }

  private static TimeseriesPanelBuilder waiting() {
    return Panels.lines(
            "Waiting and Computing p95",
            "Where the time goes: in the queue before a worker was free, or in the computation. Waiting grows first when "
                + "the service comes to its limit. A gap: nothing was computed.",
            "s")
        .noValue("nothing was computed in this time")
        .withTarget(query("waiting", quantile(0.95, "le", "compute_queue_wait_seconds")))
        .withTarget(query("computing", quantile(0.95, "le", "compute_duration_seconds")));
  }

  private static TimeseriesPanelBuilder byWork() {
    return Panels.lines(
            "Computing p95 by Size",
            "Pure computation, without waiting, by the range that n falls in. Steady at a steady n; if it grows, the machine slowed down.",
            "s")
        .noValue("nothing was computed in this time")
        .withTarget(
            query("n {{n_range}}", quantile(0.95, "le, n_range", "compute_duration_seconds")));
  }
}
