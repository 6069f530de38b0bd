package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.series;

import dropwizardapm.dashboards.grafana.AnnotationQuery;

/**
 * What happened, drawn across all panels. From Prometheus, so it needs no right to write into
 * Grafana. Each mark is a change and not the state that it leads to: it lasts for one step of the
 * query, and Grafana then draws a thin line. A state would colour every panel from edge to edge.
 */
final class Annotations {
  /** One step, however long it is: a fixed time falls between the steps of a longer range. */
  private static final String A_STEP_AGO = " offset $__interval";

  private Annotations() {}

  /** Deployments, rollbacks and returns, as the playbooks write them down on each host. */
  static AnnotationQuery deploys() {
    String actions =
        "max by (action, release)"
            + " (last_over_time(deploy_action_timestamp_seconds{service=~\"$job\"}[5m]%s))";
    String now = actions.formatted("");
    return AnnotationQuery.of(
        "Deploys",
        "blue",
        "%s unless (%s == %s)".formatted(now, now, actions.formatted(A_STEP_AGO)),
        "{{action}}: {{release}}",
        "");
  }

  static AnnotationQuery restarts() {
    String started =
        "max by (instance) (last_over_time(" + series("process_start_time_seconds") + "[5m]%s))";
    return AnnotationQuery.of(
        "Restarts",
        "purple",
        "%s != %s".formatted(started.formatted(""), started.formatted(A_STEP_AGO)),
        "{{instance}} started",
        "");
  }

  static AnnotationQuery loadTests() {
    return AnnotationQuery.of(
        "Load tests",
        "light-blue",
        changes("max by (run_id, profile) (loadtest_running%s == 1)", "begins", "ends"),
        "Load test {{profile}} {{change}}",
        "Run {{run_id}}");
  }

  static AnnotationQuery criticalAlerts() {
    return alerts("Critical alerts", "critical", Palette.CRITICAL);
  }

  static AnnotationQuery warnings() {
    return alerts("Warnings", "warning", Palette.WARNING);
  }

  /** Of the job shown, and what belongs to no job, such as a host that is down. */
  private static AnnotationQuery alerts(String name, String severity, String color) {
    String firing =
        "max by (alertname) (ALERTS{alertstate=\"firing\",severity=\""
            + severity
            + "\",job=~\"$job|\"}%s)";
    return AnnotationQuery.of(
        name, color, changes(firing, "fires", "is over"), "{{alertname}} {{change}}", "");
  }

  /** The begins and ends of what {@code state} selects; its %s stands for the time. */
  private static String changes(String state, String begins, String ends) {
    String now = state.formatted("");
    String before = state.formatted(A_STEP_AGO);
    String change = "label_replace(%s unless %s, \"change\", \"%s\", \"\", \"\")";
    return change.formatted(now, before, begins) + " or " + change.formatted(before, now, ends);
  }
}
