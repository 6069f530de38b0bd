package dropwizardapm.service.catalogue;

import static dropwizardapm.bundle.metrics.catalogue.Metric.gauge;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import java.util.List;

/** What the playbooks write for node_exporter's textfile collector (deploy.prom.j2). */
final class DeploymentMetrics {
  private DeploymentMetrics() {}

  static List<Metric> all() {
    return List.of(
        gauge(
            "deploy_timestamp_seconds",
            "When the release that runs was put in service.",
            "service",
            "release"),
        gauge(
            "deploy_action_timestamp_seconds",
            "When a deployment, rollback or return last put a release in service.",
            "service",
            "action",
            "release"));
  }
}
