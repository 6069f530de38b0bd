package dropwizardapm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Marks across the panels are thin: a state that lasts would colour every panel. */
class MarkRulesTest {
  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  /**
   * Against one step before, whatever its length: then each change lies in exactly one step, and
   * Grafana makes a region only of several.
   */
  @ParameterizedTest
  @MethodSource("dashboards")
  void marks_areChanges(CheckedInDashboard dashboard) {
    for (JsonNode mark : dashboard.annotations())
      assertThat(mark.path("expr").asText())
          .as(mark.path("name").asText())
          .contains(" offset $__interval")
          .containsPattern("\\) (unless|!=) \\(?(max|count)")
          .doesNotContainPattern("offset \\d");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void marks_ofAlerts_areOfTheJobShown_eachSeverityInItsColor(CheckedInDashboard dashboard) {
    List<JsonNode> alerts =
        dashboard.annotations().stream()
            .filter(mark -> mark.path("expr").asText().contains("ALERTS"))
            .toList();
    assertThat(alerts)
        .allMatch(mark -> mark.path("expr").asText().contains("job=~\"$job|\""))
        .extracting(mark -> severity(mark) + " is " + mark.path("iconColor").asText())
        .isSubsetOf("critical is red", "warning is orange");
  }

  /** A load test's page has what it causes in its panels. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPage_butTheLoadTests_marksAlerts(CheckedInDashboard dashboard) {
    if (dashboard.file().equals("load-test.json")) return;
    assertThat(dashboard.annotations())
        .extracting(MarkRulesTest::severity)
        .contains("critical", "warning");
  }

  private static String severity(JsonNode mark) {
    return mark.path("expr").asText().replaceAll("(?s).*?severity=\"(\\w+)\".*|.*", "$1");
  }
}
