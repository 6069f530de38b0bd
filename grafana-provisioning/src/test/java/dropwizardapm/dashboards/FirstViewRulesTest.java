package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.CheckedInDashboard.list;
import static dropwizardapm.dashboards.CheckedInDashboard.title;
import static dropwizardapm.dashboards.CheckedInDashboard.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page asks for when it opens, and what it says while there is nothing to say. */
class FirstViewRulesTest {
  /** Twenty and two alerts' lines, each a single series. */
  private static final int QUERIES = 22;

  /** By default. */
  private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);

  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  /** Of panels, of marks and of variables: each is a request to Prometheus. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void firstView_asksFewQueries(CheckedInDashboard dashboard) {
    long variables = variables(dashboard).size();
    int panels = dashboard.firstView().stream().mapToInt(p -> p.path("targets").size()).sum();
    assertThat(panels + dashboard.annotations().size() + variables).isLessThanOrEqualTo(QUERIES);
  }

  /** Only in tables, which sum up the time that the reader has chosen. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void firstView_readsTheWholeRangeOnlyInTables(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.firstView())
      if (!type(panel).equals("table"))
        assertThat(dashboard.exprs(panel)).as(title(panel)).noneMatch(e -> e.contains("$__range"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void page_isNotRefreshedMoreOftenThanValuesArrive(CheckedInDashboard dashboard) {
    Duration refresh = Duration.parse("PT" + dashboard.json().path("refresh").asText());
    assertThat(refresh).isGreaterThanOrEqualTo(SCRAPE_INTERVAL);
  }

  /** All but runs, which come and go, are the same whatever the time range. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void variables_areAskedForOnce(CheckedInDashboard dashboard) {
    for (JsonNode variable : variables(dashboard))
      assertThat(variable.path("refresh").asInt())
          .as(variable.path("name").asText())
          .isEqualTo(variable.path("name").asText().equals("run_id") ? 2 : 1);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void figures_tablesAndBands_sayWhatIsWaitedFor(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels())
      if (List.of("stat", "table", "state-timeline").contains(type(panel)))
        assertThat(panel.at("/fieldConfig/defaults/noValue").asText())
            .as("%s: noValue, in words", title(panel))
            .hasSizeGreaterThan(5)
            .doesNotContainIgnoringCase("no data");
  }

  /** A part that an application has not got is no fault, and nothing to look at unasked. */
  @Test
  void partsThatAnApplicationMayLack_areInCollapsedRows_andSayWhatTheyWaitFor() {
    List<JsonNode> rows =
        list(CheckedInDashboard.named("application.json").json().path("panels")).stream()
            .filter(row -> row.path("collapsed").asBoolean())
            .toList();
    assertThat(rows)
        .extracting(CheckedInDashboard::title)
        .containsExactly("Resource methods", "Database pools", "HTTP clients", "Caches");
    for (JsonNode row : rows)
      for (JsonNode panel : list(row.path("panels")))
        assertThat(panel.at("/fieldConfig/defaults/noValue").asText())
            .as(title(panel))
            .matches("(this application has no|no method of a resource is) .+");
  }

  /** What leaves out NaN has nothing to show before the first event. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void lines_thatMayBeMissing_sayWhatIsWaitedFor(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("timeseries"))
      if (dashboard.exprs(panel).stream().allMatch(FirstViewRulesTest::mayBeEmpty))
        assertThat(panel.at("/fieldConfig/defaults/noValue").asText())
            .as("%s: noValue", title(panel))
            .isNotBlank();
  }

  private static boolean mayBeEmpty(String expr) {
    return expr.matches("(?s).*(>= 0|<= 1|> 0\\)?| and .*)$");
  }

  /** A figure without a value takes the colour of its lowest threshold, red for a budget. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void figures_withoutAValue_areNotRed(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("stat")) {
      JsonNode nothing =
          list(panel.at("/fieldConfig/defaults/mappings")).stream()
              .filter(m -> m.at("/options/match").asText().equals("null+nan"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(title(panel) + ": no colour for no value"));
      assertThat(nothing.at("/options/result/color").asText()).as(title(panel)).isEqualTo("text");
      assertThat(nothing.at("/options/result/text"))
          .as(title(panel))
          .isEqualTo(panel.at("/fieldConfig/defaults/noValue"));
    }
  }

  private static List<JsonNode> variables(CheckedInDashboard dashboard) {
    return list(dashboard.json().at("/templating/list")).stream()
        .filter(v -> v.path("type").asText().equals("query"))
        .toList();
  }
}
