package dropwizardapm.dashboards.grafana;

/**
 * One query of a panel.
 *
 * @param format time_series, table or heatmap
 * @param legendFormat empty: Grafana lists all labels
 * @param instant one value at the end of the time range instead of a series over it
 */
public record Target(
    DataSourceRef datasource,
    String editorMode,
    String expr,
    String format,
    boolean instant,
    String legendFormat,
    boolean range,
    String refId) {}
