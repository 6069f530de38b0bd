package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.CheckedInDashboard.list;
import static dropwizardapm.dashboards.CheckedInDashboard.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Colours say what a line means, on every page the same. */
class ColorRulesTest {
  private static final List<String> VERDICTS = List.of("green", "orange", "red");
  private static final List<String> OTHERS =
      List.of("blue", "light-blue", "purple", "yellow", "text");

  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void colors_areOfThePalette(CheckedInDashboard dashboard) {
    List<String> colors = new ArrayList<>();
    for (String key : List.of("color", "fixedColor", "iconColor"))
      dashboard.json().findValues(key).stream()
          .filter(JsonNode::isTextual)
          .forEach(color -> colors.add(color.asText()));
    assertThat(colors)
        .isNotEmpty()
        .allMatch(color -> VERDICTS.contains(color) || OTHERS.contains(color));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void lines_withAFixedName_haveAColor(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries"))
      for (JsonNode target : list(panel.path("targets"))) {
        String legend = target.path("legendFormat").asText();
        if (!legend.contains("{{"))
          assertThat(colorOf(panel, legend)).as("%s: %s", title(panel), legend).isNotEmpty();
      }
  }

  @Test
  void lines_ofTheSameName_haveTheSameColorOnEveryPage() {
    Map<String, String> colors = new TreeMap<>();
    for (CheckedInDashboard dashboard : CheckedInDashboard.all().toList())
      for (JsonNode panel : dashboard.panels("timeseries"))
        for (JsonNode override : list(panel.at("/fieldConfig/overrides"))) {
          String line = override.at("/matcher/options").asText();
          String color = fixedColor(override);
          assertThat(colors.putIfAbsent(line, color))
              .as("%s: %s", dashboard, line)
              .isIn(null, color);
        }
    assertThat(colors).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void failures_areRed_andWhatWentWellIsNot(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries"))
      for (JsonNode override : list(panel.at("/fieldConfig/overrides"))) {
        String line = override.at("/matcher/options").asText();
        if (line.matches(".*\\b(5xx|5\\.\\.|errors?|failed|dropped|BLOCKED|limit)\\b.*"))
          assertThat(fixedColor(override)).as("%s: %s", title(panel), line).isEqualTo("red");
        if (line.matches(".*\\b(2\\.\\.|requests|sent|used|p50|p95|RUNNABLE)\\b.*"))
          assertThat(fixedColor(override))
              .as("%s: %s", title(panel), line)
              .isNotIn("red", "orange");
      }
  }

  private static String colorOf(JsonNode panel, String line) {
    for (JsonNode override : list(panel.at("/fieldConfig/overrides")))
      if (line.matches(override.at("/matcher/options").asText().replaceAll("^/\\^|\\$/$", "")))
        return fixedColor(override);
    return "";
  }

  private static String fixedColor(JsonNode override) {
    for (JsonNode property : list(override.path("properties")))
      if (property.path("id").asText().equals("color"))
        return property.at("/value/fixedColor").asText();
    return "";
  }
}
