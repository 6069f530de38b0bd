package dropwizardapm.dashboards.grafana;

/**
 * Marks on every time axis, drawn from a Prometheus query: they survive a Grafana that was set up
 * afresh.
 */
public record AnnotationQuery(
    DataSourceRef datasource,
    boolean enable,
    String expr,
    boolean hide,
    String iconColor,
    String name,
    String step,
    String tagKeys,
    String textFormat,
    String titleFormat) {

  /**
   * Marks the times at which {@code expr} has a value: a thin line for a single sample, and a
   * coloured region for several in a row. The formats may name labels, {@code {{version}}}.
   */
  public static AnnotationQuery of(
      String name, String color, String expr, String titleFormat, String textFormat) {
    return new AnnotationQuery(
        DataSourceRef.SELECTED,
        true,
        expr.strip(),
        false,
        color,
        name,
        "60s",
        "",
        textFormat,
        titleFormat);
  }
}
