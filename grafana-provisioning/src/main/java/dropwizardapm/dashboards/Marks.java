package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.series;

import dropwizardapm.dashboards.grafana.AnnotationQuery;

/**
 * What happened, drawn across all panels. From Prometheus, so it needs no right to write into
 * Grafana.
 */
final class Marks {
  private Marks() {}

  /** A version that was not there two minutes earlier. */
  static AnnotationQuery deploys() {
    String versions = "count by (version, revision) (" + series("app_build_info");
    return AnnotationQuery.of(
        "Deploys",
        "blue",
        versions + ") unless " + versions + " offset 2m)",
        "Version {{version}}",
        "Revision {{revision}}");
  }

  static AnnotationQuery restarts() {
    return AnnotationQuery.of(
        "Restarts",
        "purple",
        "changes(" + series("process_start_time_seconds") + "[2m]) > 0",
        "{{instance}} started",
        "");
  }

  static AnnotationQuery loadTests() {
    return AnnotationQuery.of(
        "Load tests",
        "orange",
        "max by (run_id, profile) (loadtest_running) == 1",
        "Load test {{profile}}",
        "Run {{run_id}}");
  }

  static AnnotationQuery alerts() {
    return AnnotationQuery.of(
        "Alerts",
        "red",
        "ALERTS{alertstate=\"firing\"}",
        "{{alertname}}",
        "{{severity}} {{instance}}");
  }
}
