package dropwizardapm.dashboards;

/**
 * One query of one panel, ready to be sent to Prometheus.
 *
 * @param dashboard title
 * @param panel title
 * @param refId the query's letter within its panel
 * @param expr PromQL without any Grafana variable
 * @param legend how its series are named: text with labels in it, {@code {{path}}}
 * @param firstLoad false for panels in a collapsed row, which Grafana queries only once a reader
 *     opens it
 */
public record PanelQuery(
    String dashboard, String panel, String refId, String expr, String legend, boolean firstLoad) {}
