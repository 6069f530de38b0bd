package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.CheckedInDashboard.list;
import static dropwizardapm.dashboards.CheckedInDashboard.title;
import static dropwizardapm.dashboards.CheckedInDashboard.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where panels stand: in full lines of one height, and with room for the graph. */
class LayoutRulesTest {
  private static final int COLUMNS = 24;

  /** Grafana's pixels for a unit of height, and between two units. */
  private static final int CELL = 30;

  private static final int GAP = 8;

  /** The title and the padding around the rest. */
  private static final int FRAME = 32 + 2 * 8;

  /** Below the graph. */
  private static final int TIMES = 26;

  /** The most that Grafana gives to a legend below the graph, however many lines it has. */
  private static final double LEGEND = 0.35;

  private static final int LEAST_GRAPH = 120;

  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void lines_areFull_ofOneHeight_andWithoutHoles(CheckedInDashboard dashboard) {
    List<JsonNode> top = list(dashboard.json().path("panels"));
    assertNoHoles(top, 0);
    for (JsonNode row : top)
      if (row.path("collapsed").asBoolean())
        assertNoHoles(list(row.path("panels")), row.at("/gridPos/y").asInt() + 1);
  }

  private static void assertNoHoles(List<JsonNode> panels, int from) {
    SortedMap<Integer, List<JsonNode>> lines =
        panels.stream()
            .collect(
                Collectors.groupingBy(
                    p -> p.at("/gridPos/y").asInt(), TreeMap::new, Collectors.toList()));
    int y = from;
    for (var line : lines.entrySet()) {
      assertThat(line.getKey()).as("top of %s", titles(line.getValue())).isEqualTo(y);
      int x = 0;
      for (JsonNode panel : line.getValue()) {
        assertThat(panel.at("/gridPos/x").asInt()).as("left of %s", title(panel)).isEqualTo(x);
        x += panel.at("/gridPos/w").asInt();
      }
      assertThat(x).as("columns filled by %s", titles(line.getValue())).isEqualTo(COLUMNS);
      assertThat(line.getValue())
          .as("heights of %s", titles(line.getValue()))
          .extracting(p -> p.at("/gridPos/h").asInt())
          .containsOnly(line.getValue().getFirst().at("/gridPos/h").asInt());
      y += line.getValue().getFirst().at("/gridPos/h").asInt();
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void graphs_haveRoom_besideTheirLegend(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries")) {
      int units = panel.at("/gridPos/h").asInt();
      int pixels = units * CELL + (units - 1) * GAP;
      JsonNode legend = panel.at("/options/legend");
      assertThat(legend.path("placement").asText()).as(title(panel)).isEqualTo("bottom");
      assertThat((1 - LEGEND) * (pixels - FRAME) - TIMES)
          .as("%s: pixels of graph under a full legend", title(panel))
          .isGreaterThanOrEqualTo(LEAST_GRAPH);
    }
  }

  /** A table has a line for each series and takes all that a legend may have; a list wraps. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void legends_areLists(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries")) {
      assertThat(panel.at("/options/legend/displayMode").asText())
          .as(title(panel))
          .isEqualTo("list");
      assertThat(panel.at("/options/legend/calcs")).as(title(panel)).hasSize(1);
    }
  }

  /** A page of 1080 lines shows 24 units; what lies below a heading may be further down. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void figures_standFirst(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("stat"))
      assertThat(panel.at("/gridPos/y").asInt()).as(title(panel)).isZero();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void rows_areHeadingsOfSomething(CheckedInDashboard dashboard) {
    List<JsonNode> top = list(dashboard.json().path("panels"));
    for (int i = 0; i < top.size(); i++)
      if (type(top.get(i)).equals("row") && !top.get(i).path("collapsed").asBoolean())
        assertThat(i + 1 < top.size() && !type(top.get(i + 1)).equals("row"))
            .as(title(top.get(i)))
            .isTrue();
  }

  private static String titles(List<JsonNode> panels) {
    return panels.stream().map(CheckedInDashboard::title).collect(Collectors.joining(", "));
  }
}
