package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.CheckedInDashboard.list;
import static dropwizardapm.dashboards.CheckedInDashboard.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A normal day can be read, and a bad one is seen. */
class AxisRulesTest {
  /** What is a whole: an axis up to 10 000 % shows nothing. */
  private static final Map<String, Double> WHOLE = Map.of("percentunit", 1.0, "percent", 100.0);

  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void axes_haveLimits_whereThereAreOnlyZeros(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries")) {
      assertThat(bottom(panel)).as("%s: min or axisSoftMin", title(panel)).isNotNaN();
      assertThat(top(panel))
          .as("%s: max or axisSoftMax", title(panel))
          .isGreaterThan(bottom(panel));
      String unit = panel.at("/fieldConfig/defaults/unit").asText();
      assertThat(top(panel))
          .as("%s: the axis of a quiet day, in %s", title(panel), unit)
          .isLessThanOrEqualTo(WHOLE.getOrDefault(unit, Double.MAX_VALUE));
    }
  }

  /** Grafana's soft limits do nothing there. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void logarithmicAxes_haveFixedEndsAboveZero(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries"))
      if (logarithmic(panel)) {
        assertThat(panel.at("/fieldConfig/defaults/min").asDouble()).as(title(panel)).isPositive();
        assertThat(panel.at("/fieldConfig/defaults/max").asDouble()).as(title(panel)).isPositive();
      }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void limits_areInSight_andNotGluedToTheBottom(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries"))
      if (panel.at("/fieldConfig/defaults/custom").has("thresholdsStyle"))
        for (JsonNode step : list(panel.at("/fieldConfig/defaults/thresholds/steps")))
          if (step.path("value").isNumber())
            assertThat(height(panel, step.path("value").asDouble()))
                .as("%s: where its limit lies between bottom and top of the axis", title(panel))
                .isBetween(0.1, 0.95);
  }

  /** Translucent areas over one another hide what lies below. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void areas_areStacks(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries")) {
      JsonNode custom = panel.at("/fieldConfig/defaults/custom");
      assertThat(custom.path("fillOpacity").asInt() > 0)
          .as(title(panel))
          .isEqualTo(custom.at("/stacking/mode").asText().equals("normal"));
    }
  }

  /**
   * A stack of a limit and of what it limits has no sum that means anything. An alert's line is no
   * part of it (ThresholdRulesTest).
   */
  @ParameterizedTest
  @MethodSource("dashboards")
  void stacks_areOfOneQuery(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries"))
      if (panel.at("/fieldConfig/defaults/custom").has("stacking"))
        assertThat(list(panel.path("targets")))
            .as(title(panel))
            .filteredOn(target -> !target.path("legendFormat").asText().equals("alert"))
            .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void statesOfZeroAndOne_areBands(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries"))
      assertThat(dashboard.exprs(panel))
          .as(title(panel))
          .noneMatch(
              expr -> expr.matches("(?s).*\\b(up|\\w+_successful|probe_success)\\{[^}]*}\\)*"));
  }

  private static double height(JsonNode panel, double value) {
    if (logarithmic(panel))
      return Math.log(value / bottom(panel)) / Math.log(top(panel) / bottom(panel));
    return (value - bottom(panel)) / (top(panel) - bottom(panel));
  }

  private static boolean logarithmic(JsonNode panel) {
    return panel.at("/fieldConfig/defaults/custom/scaleDistribution/type").asText().equals("log");
  }

  private static double bottom(JsonNode panel) {
    return limit(panel, "min", "axisSoftMin");
  }

  private static double top(JsonNode panel) {
    return limit(panel, "max", "axisSoftMax");
  }

  private static double limit(JsonNode panel, String hard, String soft) {
    JsonNode defaults = panel.at("/fieldConfig/defaults");
    return defaults.path(hard).asDouble(defaults.at("/custom/" + soft).asDouble(Double.NaN));
  }
}
