package dropwizardapm.dashboards.grafana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One row per label set, one column per query. */
public final class TablePanelBuilder extends PanelBuilder<TablePanelBuilder> {
  /**
   * The panel's own noValue says why the whole table is empty; in a cell a sentence would shout.
   */
  private static final Map<String, Object> NOTHING = Map.of("noValue", "-");

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
    return overrideByName(title, NOTHING);
  }

  /** A column that holds a query's value, in a unit of its own. */
  public TablePanelBuilder withValueColumn(
      String title, String unit, int decimals, PrometheusQueryBuilder query) {
    columns.put("Value #" + (char) ('A' + values++), title);
    withTarget(query.format("table").instant());
    return overrideByName(title, Map.of("unit", unit, "decimals", decimals))
        .overrideByName(title, NOTHING);
  }

  /** Colours words in a column of labels. */
  public TablePanelBuilder colorWords(String title, Map<String, String> colors) {
    Map<String, Object> words = new TreeMap<>();
    colors.forEach((word, color) -> words.put(word, Map.of("text", word, "color", color)));
    return overrideByName(
        title,
        Map.of(
            "custom.displayMode",
            "color-text",
            "mappings",
            List.of(Map.of("type", "value", "options", words))));
  }

  /** Colours a column's values from {@code limit} on. */
  public TablePanelBuilder colorFrom(String title, double limit) {
    return overrideByName(
        title,
        Map.of(
            "custom.displayMode",
            "color-text",
            "thresholds",
            Map.of(
                "mode",
                "absolute",
                "steps",
                List.of(Threshold.base("text"), new Threshold("red", limit)))));
  }

  /** Call it last: the order of the columns is the order in which they were added. */
  public TablePanelBuilder sortBy(String title) {
    return sort(title, true);
  }

  /** As {@link #sortBy}, the least first. */
  public TablePanelBuilder sortUpBy(String title) {
    return sort(title, false);
  }

  private TablePanelBuilder sort(String title, boolean descending) {
    options.put("sortBy", List.of(Map.of("desc", descending, "displayName", title)));
    withTransformation(Transformation.merge());
    // A single query's column has no letter.
    String only = values == 1 ? columns.remove("Value #A") : null;
    if (only != null) columns.put("Value", only);
    return withTransformation(Transformation.organize(columns));
  }
}
