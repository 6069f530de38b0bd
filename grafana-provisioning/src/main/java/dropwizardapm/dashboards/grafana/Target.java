package dropwizardapm.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One query of a panel.
 *
 * @param exemplar also asks for single requests, which Grafana draws as points
 * @param format time_series, table or heatmap
 * @param legendFormat empty: Grafana lists all labels
 * @param instant one value at the end of the time range instead of a series over it
 */
public record Target(
    DataSourceRef datasource,
    String editorMode,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean exemplar,
    String expr,
    String format,
    boolean instant,
    String legendFormat,
    boolean range,
    String refId) {}
