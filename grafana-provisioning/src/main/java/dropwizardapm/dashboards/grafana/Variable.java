package dropwizardapm.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A choice at the top of a dashboard.
 *
 * @param query a data source type, or a query for label values
 * @param definition the query as Grafana's editor shows it
 * @param multi whether several values, or all, can be chosen
 * @param current what is chosen before the reader chooses
 * @param refresh 1: when the dashboard loads, 2: also when its time range changes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variable(
    String name,
    String label,
    String type,
    Object query,
    @Nullable DataSourceRef datasource,
    @Nullable String definition,
    boolean multi,
    Map<String, Object> current,
    int refresh) {

  private static final int ON_LOAD = 1;
  private static final int ON_TIME_RANGE_CHANGE = 2;
  private static final String DATA_SOURCE = "datasource";

  /** Chooses among the Prometheus data sources; Grafana starts with its default one. */
  public static Variable prometheus() {
    return new Variable(
        DATA_SOURCE,
        "Data source",
        DATA_SOURCE,
        "prometheus",
        null,
        null,
        false,
        Map.of(),
        ON_LOAD);
  }

  /**
   * One of the values of a label; Grafana takes the first one when {@code initial} does not exist.
   */
  public static Variable one(String name, String label, String query, String initial) {
    Map<String, Object> current = Map.of("selected", false, "text", initial, "value", initial);
    return labelValues(name, label, query, false, ON_LOAD, current);
  }

  /** Any of the values of a label; all, before the reader chooses. */
  public static Variable many(String name, String label, String query) {
    return many(name, label, query, ON_LOAD);
  }

  /** As {@link #many}, for values that come and go: those of the chosen time range. */
  public static Variable manyInRange(String name, String label, String query) {
    return many(name, label, query, ON_TIME_RANGE_CHANGE);
  }

  private static Variable many(String name, String label, String query, int refresh) {
    Map<String, Object> current = Map.of("selected", true, "text", "All", "value", "$__all");
    return labelValues(name, label, query, true, refresh, current);
  }

  private static Variable labelValues(
      String name,
      String label,
      String query,
      boolean multi,
      int refresh,
      Map<String, Object> current) {
    return new Variable(
        name,
        label,
        "query",
        Map.of("query", query, "refId", "StandardVariableQuery"),
        DataSourceRef.SELECTED,
        query,
        multi,
        current,
        refresh);
  }

  /** Shown with its label. */
  @JsonProperty
  int hide() {
    return 0;
  }

  @JsonProperty
  boolean includeAll() {
    return multi;
  }

  /** Any value, but not none: a series without the label is not among those to choose from. */
  @JsonProperty
  @Nullable String allValue() {
    return multi ? ".+" : null;
  }

  @JsonProperty
  String regex() {
    return "";
  }

  /** By the alphabet; data sources in Grafana's own order. */
  @JsonProperty
  int sort() {
    return type.equals(DATA_SOURCE) ? 0 : 1;
  }

  @JsonProperty
  boolean skipUrlSync() {
    return false;
  }
}
