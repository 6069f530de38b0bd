package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.CheckedInDashboard.list;
import static dropwizardapm.dashboards.CheckedInDashboard.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An alert is drawn where it fires: the rules record its threshold, as users may change it. */
class ThresholdRulesTest {
  /** Lines at a number, and why no variable moves them. */
  private static final Map<String, String> FIXED =
      Map.of(
          "Load per Core", "of no alert: more processes than cores wait",
          "Deadlocked Threads", "one is too many, for every service",
          "Availability Burn Rate", "1 uses up any budget in 30 days",
          "Latency Burn Rate", "1 uses up any budget in 30 days");

  private static final Pattern NAMED = Pattern.compile("The dashed line is the alert (\\w+)");
  private static final Pattern NUMBER = Pattern.compile("dashed line[^.]*\\s\\d");
  private static final Pattern DRAWN =
      Pattern.compile("max\\(job:alert_threshold:\\w+\\{job=~\"\\$job\",alert=\"(\\w+)\"}\\)");

  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  @Test
  void linesAtANumber_areThoseThatNoVariableMoves() {
    Set<String> fixed = new TreeSet<>();
    for (CheckedInDashboard dashboard : CheckedInDashboard.all().toList())
      for (JsonNode panel : dashboard.panels("timeseries"))
        if (panel.at("/fieldConfig/defaults/custom").has("thresholdsStyle"))
          fixed.add(title(panel));
    assertThat(fixed)
        .as("what is an alert's takes Promql.threshold instead of limit()")
        .isEqualTo(FIXED.keySet());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void alert_thatADescriptionNames_isDrawnWhereItFires(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries")) {
      String description = panel.path("description").asText();
      List<String> named = NAMED.matcher(description).results().map(m -> m.group(1)).toList();
      assertThat(alerts(panel)).as(title(panel)).isEqualTo(named);
      assertThat(description.contains("dashed line")).as(title(panel)).isEqualTo(!named.isEmpty());
      assertThat(description).as(title(panel)).doesNotContainPattern(NUMBER);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void alert_isDashedAndRed_andOnTopOfNothing(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries"))
      if (!alerts(panel).isEmpty())
        assertThat(style(panel, "alert"))
            .as(title(panel))
            .containsEntry("color", "red")
            .containsEntry("custom.lineStyle", "dash")
            .containsEntry("custom.stacking", "none");
  }

  /** A bucket is chosen by the threshold in force. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void buckets_areNotChosenByANumber(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels())
      for (String expr : dashboard.exprs(panel))
        assertThat(expr).as(title(panel)).doesNotContainPattern("[{,]le=");
  }

  /** Of the queries whose line is called so. */
  private static List<String> alerts(JsonNode panel) {
    return list(panel.path("targets")).stream()
        .filter(target -> target.path("legendFormat").asText().equals("alert"))
        .map(target -> target.path("expr").asText())
        .map(
            expr ->
                DRAWN
                    .matcher(expr)
                    .results()
                    .map(drawn -> drawn.group(1))
                    .collect(Collectors.joining(" and ")))
        .toList();
  }

  private static Map<String, String> style(JsonNode panel, String line) {
    Map<String, String> style = new TreeMap<>();
    for (JsonNode override : list(panel.at("/fieldConfig/overrides")))
      if (override.at("/matcher/options").asText().equals("/^" + line + "$/"))
        for (JsonNode property : list(override.path("properties")))
          for (String key : List.of("fixedColor", "fill", "mode"))
            if (property.path("value").has(key))
              style.putIfAbsent(
                  property.path("id").asText(), property.path("value").path(key).asText());
    return style;
  }
}
