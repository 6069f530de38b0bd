package dropwizardapm.lab.names;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.service.catalogue.Catalogue;
import dropwizardapm.service.catalogue.Completeness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing asks for a metric, a label or a bucket that the service does not have. */
@EnabledIf(
    value = "dropwizardapm.lab.names.Jinja#isInstalled",
    disabledReason = "needs python3-jinja2, which comes with Ansible")
class NamesTest {
  private static final Path RULE_TESTS = Rules.REPOSITORY.resolve("lab/src/test/rules");
  private static final List<Rules.Rule> RULES = Rules.all();
  private static final KnownNames KNOWN = new KnownNames(RULES);
  private static final QueryCheck CHECK = new QueryCheck(KNOWN);

  static List<NamedQuery> rules() {
    return RULES.stream().map(Rules.Rule::query).toList();
  }

  static List<NamedQuery> panels() {
    return DashboardFiles.queries();
  }

  /** Series, and what is asked of them. */
  static List<NamedQuery> ruleTests() {
    List<NamedQuery> queries = new ArrayList<>();
    for (Path file : Rules.files(RULE_TESTS, ".yml")) {
      JsonNode tests = Rules.yaml(file);
      for (String key : new String[] {"series", "expr"})
        tests
            .findValuesAsText(key)
            .forEach(text -> queries.add(new NamedQuery(file.getFileName().toString(), text)));
    }
    return queries;
  }

  static List<NamedQuery> docs() {
    return Docs.files().stream().flatMap(file -> Docs.mentions(file).stream()).toList();
  }

  static Stream<NamedQuery> everything() {
    return Stream.of(rules(), panels(), ruleTests(), docs()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("everything")
  void query_namesWhatExists(NamedQuery query) {
    assertThat(CHECK.names(query.expr())).as(query.expr()).isEmpty();
  }

  static List<NamedQuery> firstView() {
    return DashboardFiles.firstView();
  }

  /** A panel that is rightly empty belongs in a collapsed row; a figure may say 0. */
  @ParameterizedTest
  @MethodSource("firstView")
  void panelThatIsShownAtOnce_asksForNothingThatAServiceMayLack(NamedQuery query) {
    if (query.expr().contains(" or on() 0 * ")) return;
    assertThat(query.parsed().selectors())
        .as(query.expr())
        .noneMatch(
            selector ->
                KNOWN
                    .metric(selector.metric())
                    .filter(metric -> !metric.condition().isEmpty())
                    .isPresent());
  }

  static Stream<NamedQuery> decisions() {
    return Stream.of(rules(), panels()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void latencyThreshold_isAnEdgeBelowTheLast(NamedQuery query) {
    assertThat(CHECK.thresholds(query.expr())).as(query.expr()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ruleTests")
  void testData_liesInRealBuckets(NamedQuery series) {
    assertThat(CHECK.edges(series.expr())).as(series.expr()).isEmpty();
  }

  /** The module gatling has no part in the catalogue; this is what it writes. */
  @Test
  void loadTest_writesWhatTheCatalogueSays() throws IOException {
    Path examples = Rules.REPOSITORY.resolve("gatling/src/test/resources");
    Set<String> written =
        (Files.readString(examples.resolve("loadtest.prom"))
                + Files.readString(examples.resolve("loadtest-knee.prom")))
            .lines()
            .map(line -> line.startsWith("#") ? line : shape(PromQuery.parse(line)))
            .collect(Collectors.toSet());
    Set<String> expected = new HashSet<>();
    for (Metric metric : Catalogue.Origin.LOAD_TEST.metrics()) {
      expected.add("# HELP " + metric.name() + " " + metric.help());
      expected.add("# TYPE " + metric.name() + " gauge");
      expected.add(metric.name() + new TreeSet<>(metric.labels()));
    }
    assertThat(written).isEqualTo(expected);
  }

  @Test
  void deployment_writesWhatTheCatalogueSays() throws IOException {
    String template =
        Files.readString(
            Rules.REPOSITORY.resolve("ansible/roles/service/templates/deploy.prom.j2"));
    for (Metric metric : Catalogue.Origin.DEPLOYMENT.metrics()) {
      String labels =
          metric.labels().stream()
              .map(label -> label + "=\"{{ \\w+ }}\"")
              .collect(Collectors.joining(",", "\\{", "\\} "));
      assertThat(template)
          .contains("# HELP " + metric.name() + " " + metric.help())
          .contains("# TYPE " + metric.name() + " gauge")
          .containsPattern(metric.name() + labels.replace("{{", "\\{\\{").replace("}}", "\\}\\}"));
    }
  }

  private static String shape(PromQuery sample) {
    PromQuery.Selector selector = sample.selectors().getFirst();
    Set<String> labels = new TreeSet<>();
    selector.matchers().forEach(matching -> labels.add(matching.label()));
    return selector.metric() + labels;
  }

  /**
   * The thresholds that a user may set are checked before they are rolled out; these must agree.
   */
  @Test
  void latencyObjective_isAnEdgeByDefault() {
    Metric duration = KNOWN.metric("http_request_duration_seconds_bucket").orElseThrow();
    Object seconds = Rules.variables().get("prometheus_latency_seconds");
    assertThat(duration.canBeThreshold(Double.parseDouble(String.valueOf(seconds)))).isTrue();
  }

  @Test
  void foreignMetrics_thatCompletenessNames_areShownOrAlertedOn() {
    Set<String> used =
        decisions()
            .flatMap(query -> query.parsed().selectors().stream())
            .map(PromQuery.Selector::metric)
            .collect(Collectors.toSet());
    assertThat(
            Stream.of(Completeness.red(), Completeness.use(), Completeness.jvm())
                .flatMap(List::stream)
                .flatMap(answer -> answer.metrics().stream())
                .filter(KNOWN::isForeign))
        .isNotEmpty()
        .isSubsetOf(used);
  }

  @AfterAll
  static void count() {
    System.out.printf(
        "names checked: rules %d, panels %d, rule tests %d, docs %d%n",
        rules().size(), panels().size(), ruleTests().size(), docs().size());
  }
}
