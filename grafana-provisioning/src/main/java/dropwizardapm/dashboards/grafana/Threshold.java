package dropwizardapm.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * From this value on the panel takes this colour.
 *
 * @param value null in the first step only, which reaches down to minus infinity
 */
public record Threshold(
    String color, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double value) {
  static Threshold base(String color) {
    return new Threshold(color, null);
  }
}
