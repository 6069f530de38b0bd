package dropwizardapm.dashboards.grafana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row per label set, one column per query. */
public final class TablePanelBuilder extends PanelBuilder<TablePanelBuilder> {
  private final LinkedHashMap<String, String> columns = new LinkedHashMap<>();
  private int values;

  public TablePanelBuilder() {
    super("table");
    custom.put("align", "auto");
    // The word of schema 37; Grafana from 9.5 on turns it into cellOptions when it loads the
    // dashboard.
    custom.put("displayMode", "auto");
    custom.put("filterable", true);
    options.put("showHeader", true);
  }

  @Override
  TablePanelBuilder self() {
    return this;
  }

  /** A column that holds a label's value. */
  public TablePanelBuilder withLabelColumn(String label, String title) {
    columns.put(label, title);
    return this;
  }

  /** A column that holds a query's value, in a unit of its own. */
  public TablePanelBuilder withValueColumn(
      String title, String unit, int decimals, PrometheusQueryBuilder query) {
    columns.put("Value #" + (char) ('A' + values++), title);
    withTarget(query.format("table").instant());
    return overrideByName(title, Map.of("unit", unit, "decimals", decimals));
  }

  /** Call it last: the order of the columns is the order in which they were added. */
  public TablePanelBuilder sortBy(String title) {
    options.put("sortBy", List.of(Map.of("desc", true, "displayName", title)));
    withTransformation(Transformation.merge());
    return withTransformation(Transformation.organize(columns));
  }
}
