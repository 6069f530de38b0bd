package dropwizardapm.dashboards.grafana;

import java.util.List;

/** Grafana's classic dashboard, the one that file provisioning reads in every version. */
public record Dashboard(
    Annotations annotations,
    String description,
    boolean editable,
    int graphTooltip,
    List<DashboardLink> links,
    List<Panel> panels,
    String refresh,
    int schemaVersion,
    List<String> tags,
    Templating templating,
    TimeRange time,
    String timezone,
    String title,
    String uid) {

  public record Annotations(List<AnnotationQuery> list) {}

  public record Templating(List<Variable> list) {}

  public record TimeRange(String from, String to) {}
}
