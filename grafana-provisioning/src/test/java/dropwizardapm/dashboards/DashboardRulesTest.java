package dropwizardapm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of Grafana's dashboard-linter, and ours on top. */
class DashboardRulesTest {
  private static final Pattern COUNTER = Pattern.compile("\\w+_(total|bucket|sum|count)\\b");
  private static final Pattern WINDOW = Pattern.compile("\\[([^]]+)]");
  private static final String WHOLE_STACK = "job=~\".+\"";
  private static final Pattern SELECTOR = Pattern.compile("\\b([a-z][\\w:]+)\\{([^}]*)}");

  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_cannotBeEdited(CheckedInDashboard dashboard) {
    assertThat(dashboard.json().path("editable").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_hasFixedUidAndNoId(CheckedInDashboard dashboard) {
    assertThat(dashboard.json().path("uid").asText())
        .isEqualTo("apm-" + dashboard.file().replace(".json", ""));
    assertThat(dashboard.json().has("id")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_loadsInTheOldestGrafana(CheckedInDashboard dashboard) {
    assertThat(dashboard.json().path("schemaVersion").asInt()).isEqualTo(37);
    // What Grafana 9.5 and newer say; 9.4 would show cells without it.
    assertThat(dashboard.json().toString()).doesNotContain("cellOptions");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_saysWhatItIsFor(CheckedInDashboard dashboard) {
    assertThat(dashboard.json().path("description").asText()).hasSizeGreaterThan(40);
    assertThat(dashboard.json().path("tags"))
        .extracting(JsonNode::asText)
        .contains("dropwizard-apm");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void links_keepTheTimeRange(CheckedInDashboard dashboard) {
    assertThat(dashboard.json().path("links"))
        .isNotEmpty()
        .allSatisfy(
            link -> {
              assertThat(link.path("keepTime").asBoolean()).isTrue();
              assertThat(link.path("includeVars").asBoolean()).isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dataSource_isTemplatedEverywhere(CheckedInDashboard dashboard) {
    assertThat(dashboard.variable("datasource").path("query").asText()).isEqualTo("prometheus");
    assertThat(dashboard.json().findValues("datasource"))
        .filteredOn(JsonNode::isObject)
        .isNotEmpty()
        .allSatisfy(
            source -> {
              assertThat(source.path("type").asText()).isEqualTo("prometheus");
              assertThat(source.path("uid").asText()).isEqualTo("${datasource}");
            });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void instance_isTemplatedWithAll(CheckedInDashboard dashboard) {
    JsonNode instance = dashboard.variable("instance");
    assertThat(instance.path("multi").asBoolean()).isTrue();
    assertThat(instance.path("includeAll").asBoolean()).isTrue();
    assertThat(instance.path("allValue").asText()).isEqualTo(".+");
    assertThat(instance.at("/current/value").asText()).isEqualTo("$__all");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panels_haveTitleDescriptionUnitAndQuery(CheckedInDashboard dashboard) {
    assertThat(dashboard.panels())
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              String title = panel.path("title").asText();
              assertThat(title).isNotBlank();
              assertThat(panel.path("description").asText()).as(title).hasSizeGreaterThan(30);
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
              assertThat(dashboard.exprs(panel)).as(title).isNotEmpty().noneMatch(String::isBlank);
            });
    assertThat(dashboard.panels())
        .extracting(p -> p.path("title").asText())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panels_haveUniqueIds(CheckedInDashboard dashboard) {
    assertThat(dashboard.everything())
        .extracting(p -> p.path("id").asInt())
        .doesNotHaveDuplicates()
        .allMatch(id -> id > 0);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void queries_useCountersOnlyUnderRateOrIncrease(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels())
      for (String expr : dashboard.exprs(panel)) {
        Matcher counter = COUNTER.matcher(expr);
        while (counter.find())
          assertThat(expr.substring(0, counter.start()))
              .as(expr)
              .matches(".*\\b(rate|increase)\\(");
      }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void queries_followTheResolutionOfThePanel(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels())
      for (JsonNode target : panel.path("targets")) {
        // A single value has no time axis: it sums up the whole range that the reader has chosen.
        String window = target.path("instant").asBoolean() ? "$__range" : "$__rate_interval";
        String expr = target.path("expr").asText();
        assertThat(WINDOW.matcher(expr).results().map(r -> r.group(1)))
            .as(expr)
            .allMatch(window::equals);
      }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void queries_selectJobAndInstance(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels())
      for (String expr : dashboard.exprs(panel))
        assertThat(SELECTOR.matcher(expr).results())
            .as(expr)
            .hasSizeGreaterThanOrEqualTo(ofAlerts(expr) ? 0 : 1)
            .allMatch(
                r ->
                    r.group(2).startsWith(selection(r.group(1)))
                        || r.group(2).startsWith(WHOLE_STACK));
  }

  /** What Prometheus tells of itself, of the whole stack. */
  private static boolean ofAlerts(String expr) {
    return expr.contains("ALERTS{");
  }

  /**
   * A rule records for all instances together; a load test belongs to none; a probe and a unit name
   * the service that they are of.
   */
  private static String selection(String metric) {
    if (metric.startsWith("probe_")) return "service=~\"$job\",instance=~\"$instance\"";
    if (metric.equals("node_systemd_unit_state")) return "name=~\"$job.service\"";
    if (metric.startsWith("loadtest_")) return "run_id=~\"$run_id\"";
    return metric.contains(":") ? "job=~\"$job\"" : "job=~\"$job\",instance=~\"$instance\"";
  }

  @Test
  void service_beginsWithThePromisedPanels() {
    assertThat(CheckedInDashboard.named("service.json").json().path("panels"))
        .extracting(p -> p.path("title").asText())
        .startsWith(
            "Request Rate (RPS)",
            "Error Rate (%)",
            "Response Time p95",
            "Memory Usage",
            "Active Requests",
            "Endpoint Performance");
  }
}
