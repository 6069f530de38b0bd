package dropwizardapm.dashboards.grafana;

import java.util.List;
import java.util.Map;

/** How values look: for all fields of a panel, and for single ones by name. */
public record FieldConfig(Map<String, Object> defaults, List<FieldOverride> overrides) {
  /** Properties, by Grafana's property id, of the fields that a matcher picks. */
  public record FieldOverride(Matcher matcher, List<Property> properties) {
    static FieldOverride byName(String field, Map<String, Object> properties) {
      return new FieldOverride(
          new Matcher("byName", field),
          properties.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(e -> new Property(e.getKey(), e.getValue()))
              .toList());
    }
  }

  public record Matcher(String id, String options) {}

  public record Property(String id, Object value) {}
}
