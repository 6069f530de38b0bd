package dropwizardapm.dashboards.grafana;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A step between a panel's answers and what it shows. */
public record Transformation(String id, Map<String, Object> options) {
  /** Joins the answers of several instant queries into one table by the labels they share. */
  static Transformation merge() {
    return new Transformation("merge", Map.of());
  }

  /** Shows the columns of {@code titles}, in that order and under those titles, and no time. */
  static Transformation organize(LinkedHashMap<String, String> titles) {
    Map<String, Integer> order = new TreeMap<>();
    List.copyOf(titles.keySet()).forEach(column -> order.put(column, order.size()));
    return new Transformation(
        "organize",
        Map.of(
            "excludeByName",
            Map.of("Time", true),
            "indexByName",
            order,
            "renameByName",
            new TreeMap<>(titles)));
  }
}
