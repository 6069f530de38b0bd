package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.CheckedInDashboard.list;
import static dropwizardapm.dashboards.CheckedInDashboard.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No line without a name: Grafana would call it "Value". */
class LegendRulesTest {
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");

  /** A result without labels. */
  private static final Pattern NAMELESS =
      Pattern.compile("or (on\\(\\) )?(0 \\*|vector\\(|scalar\\()");

  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  private static List<JsonNode> lines(CheckedInDashboard dashboard) {
    return Stream.of("timeseries", "state-timeline")
        .flatMap(type -> dashboard.panels(type).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void lines_haveAName(CheckedInDashboard dashboard) {
    for (JsonNode panel : lines(dashboard))
      for (JsonNode target : list(panel.path("targets")))
        assertThat(target.path("legendFormat").asText()).as(title(panel)).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void lines_thatAreNamedByALabel_allHaveIt(CheckedInDashboard dashboard) {
    for (JsonNode panel : lines(dashboard))
      for (JsonNode target : list(panel.path("targets"))) {
        String legend = target.path("legendFormat").asText();
        String expr = target.path("expr").asText();
        LABEL
            .matcher(legend)
            .results()
            .forEach(l -> assertHasLabel(title(panel), expr, l.group(1)));
      }
  }

  private static void assertHasLabel(String panel, String expr, String label) {
    assertThat(expr).as(panel).doesNotContainPattern(NAMELESS);
    if (expr.contains(" by ("))
      assertThat(BY.matcher(expr).results().map(by -> List.of(by.group(1).split(", *"))))
          .as("%s: the label %s of its legend in %s", panel, label, expr)
          .allMatch(labels -> labels.contains(label));
    // One without a "by" would drop every label.
    else assertThat(expr).as(panel).doesNotContainPattern("\\b(sum|min|max|avg|count)\\(");
  }

  /** Two lines of one name cannot be told apart. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void lines_withAFixedName_areOne(CheckedInDashboard dashboard) {
    for (JsonNode panel : lines(dashboard))
      for (JsonNode target : list(panel.path("targets")))
        if (!LABEL.matcher(target.path("legendFormat").asText()).find())
          assertThat(BY.matcher(target.path("expr").asText()).results().map(by -> by.group(1)))
              .as(title(panel))
              .allMatch("le"::equals);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void lines_ofAPanel_haveDifferentNames(CheckedInDashboard dashboard) {
    for (JsonNode panel : lines(dashboard))
      assertThat(list(panel.path("targets")))
          .as(title(panel))
          .extracting(target -> target.path("legendFormat").asText())
          .doesNotHaveDuplicates();
  }
}
