package dropwizardapm.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A choice at the top of a dashboard.
 *
 * @param query a data source type, or a query for label values
 * @param refresh 1: when the dashboard loads, 2: also when its time range changes
 * @param current what is chosen before the reader chooses
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variable(
    String name,
    String label,
    String type,
    Object query,
    @Nullable DataSourceRef datasource,
    @Nullable String definition,
    int hide,
    boolean includeAll,
    boolean multi,
    @Nullable String allValue,
    Map<String, Object> current,
    String regex,
    int refresh,
    int sort,
    boolean skipUrlSync) {

  /** Chooses among the Prometheus data sources; Grafana starts with its default one. */
  public static Variable prometheus() {
    return new Variable(
        "datasource",
        "Data source",
        "datasource",
        "prometheus",
        null,
        null,
        0,
        false,
        false,
        null,
        Map.of(),
        "",
        1,
        0,
        false);
  }

  private static final int ON_LOAD = 1;
  private static final int ON_TIME_RANGE_CHANGE = 2;

  /**
   * One of the values of a label; Grafana takes the first one when {@code initial} does not exist.
   */
  public static Variable one(String name, String label, String query, String initial) {
    return labelValues(
        name,
        label,
        query,
        false,
        ON_LOAD,
        Map.of("selected", false, "text", initial, "value", initial));
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
    return labelValues(
        name,
        label,
        query,
        true,
        refresh,
        Map.of("selected", true, "text", "All", "value", "$__all"));
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
        0,
        multi,
        multi,
        multi ? ".+" : null,
        current,
        "",
        refresh,
        1,
        false);
  }
}
