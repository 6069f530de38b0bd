package dropwizardapm.dashboards.grafana;

import java.util.List;
import java.util.Map;

/** How values look: for all fields of a panel, and for single ones by name. */
public record FieldConfig(Map<String, Object> defaults, List<FieldOverride> overrides) {
  /** Properties, by Grafana's property id, of the fields that a matcher picks. */
  public record FieldOverride(Matcher matcher, List<Property> properties) {
    static FieldOverride byName(String field, Map<String, Object> properties) {
      return of(new Matcher("byName", field), properties);
    }

    /** {@code regexp} has to match the whole name. */
    static FieldOverride byRegexp(String regexp, Map<String, Object> properties) {
      return of(new Matcher("byRegexp", "/^" + regexp + "$/"), properties);
    }

    private static FieldOverride of(Matcher matcher, Map<String, Object> properties) {
      return new FieldOverride(
          matcher,
          properties.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(e -> new Property(e.getKey(), e.getValue()))
              .toList());
    }
  }

  public record Matcher(String id, String options) {}

  public record Property(String id, Object value) {}
}
