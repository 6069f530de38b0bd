package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.query;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.StateTimelinePanelBuilder;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import dropwizardapm.dashboards.grafana.Variable;

/** What can be seen of any service, also of one that has no metrics of its own. */
final class OutsideDashboard {
  private static final String PROBED = "{service=~\"$job\",instance=~\"$instance\"}";

  private OutsideDashboard() {}

  static Dashboard build() {
    return Dashboards.named("Outside", "apm-outside")
        .description(
            "Does the service answer a stranger, and how fast? All that there is of a service without the bundle: "
                + "its requests, its errors and its JVM show with it alone.")
        .withVariable(
            Variable.one("job", "Job", "label_values(probe_success, service)", "dropwizard-app"))
        .withVariable(
            Variable.many(
                "instance", "Address", "label_values(probe_success{service=~\"$job\"}, instance)"))
        .annotation(Annotations.deploys())
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .withPanel(answers().span(12))
        .withPanel(unit().span(12))
        .withPanel(time().span(12))
        .withPanel(phases().span(12))
        .build();
  }

  private static StateTimelinePanelBuilder answers() {
    return Panels.states(
            "Answers",
            "Whether its health answered the probe with 2xx, by address. Red: the alert HealthProbeFailing, or ServiceDown.",
            "NO",
            Palette.CRITICAL,
            "YES",
            Palette.OK)
        .noValue("no such probe")
        .withTarget(query("{{instance}}", "probe_success" + PROBED));
  }

  private static StateTimelinePanelBuilder unit() {
    return Panels.states(
            "Unit",
            "Whether systemd has the service running, by host.",
            "STOPPED",
            Palette.CRITICAL,
            "RUNS",
            Palette.OK)
        .noValue("no such unit")
        .withTarget(
            query(
                "{{host}}",
                "max by (host) (node_systemd_unit_state{name=~\"$job.service\",state=\"active\"})"));
  }

  private static TimeseriesPanelBuilder time() {
    return Panels.lines(
            "Time to Answer", "How long the probe waited for the whole answer, by address.", "s")
        .noValue("no such probe")
        .withTarget(query("{{instance}}", "probe_duration_seconds" + PROBED));
  }

  private static TimeseriesPanelBuilder phases() {
    return Panels.lines(
            "Where the Time Goes",
            "The parts of that, stacked, on average over the addresses: finding it, connecting, encrypting, waiting, reading.",
            "s")
        .stacked()
        .noValue("no such probe")
        .withTarget(
            query("{{phase}}", "avg by (phase) (probe_http_duration_seconds" + PROBED + ")"));
  }
}
