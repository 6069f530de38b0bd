package dropwizardapm.dashboards.grafana;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the lines of one meaning look.
 *
 * @param names a regular expression for the whole of the line's name
 * @param color Grafana's name for it
 * @param dashed for what is no measurement but a limit to it
 */
public record SeriesStyle(String names, String color, boolean dashed) {
  FieldConfig.FieldOverride override() {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("color", Map.of("mode", "fixed", "fixedColor", color));
    if (dashed) {
      properties.put("custom.lineStyle", Map.of("fill", "dash", "dash", new int[] {10, 10}));
      properties.put("custom.fillOpacity", 0);
      // On top of a stack it would lie higher than it is.
      properties.put("custom.stacking", Map.of("group", "A", "mode", "none"));
    }
    return FieldConfig.FieldOverride.byRegexp(names, properties);
  }
}
