package dropwizardapm.lab.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The threshold that a panel draws is the one at which its alert fires. */
@EnabledIf(
    value = "dropwizardapm.lab.names.Jinja#isInstalled",
    disabledReason = "needs python3-jinja2, which comes with Ansible")
class ThresholdsTest {
  private static final List<Rules.Rule> RULES = Rules.withDifferentNumbers();
  private static final Pattern RECORD = Pattern.compile("job:alert_threshold:\\w+");

  /** For a service, or for each job that there is. */
  private static final Pattern VALUE =
      Pattern.compile("vector\\((.+)\\)|(.+) \\+ 0 \\* count by \\(job\\) \\(.+\\)");

  /** What a rule records under the name that a panel asks for. */
  record Threshold(String record, String alert) {}

  static List<Rules.Rule> recorded() {
    return RULES.stream().filter(rule -> RECORD.matcher(rule.record()).matches()).toList();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void recordedThreshold_isTheOneOfItsAlert(Rules.Rule rule) {
    String alert = rule.labels().getOrDefault("alert", "");
    Matcher value = VALUE.matcher(rule.expr());
    assertThat(value.matches()).as(rule.expr()).isTrue();
    double number = Double.parseDouble(Objects.requireNonNullElse(value.group(1), value.group(2)));

    assertThat(RULES)
        .filteredOn(other -> other.record().isEmpty() && other.name().equals(alert))
        .as("alert %s, which compares with %s", alert, number)
        .singleElement()
        .satisfies(
            other ->
                assertThat(other.query().parsed().comparisons())
                    .as(other.expr())
                    .extracting(PromQuery.Comparison::number)
                    .contains(number));
  }

  @Test
  void thresholds_thatPanelsDraw_areThoseThatAreRecorded() {
    Set<Threshold> drawn =
        DashboardFiles.queries().stream()
            .flatMap(query -> query.parsed().selectors().stream())
            .filter(selector -> RECORD.matcher(selector.metric()).matches())
            .map(selector -> new Threshold(selector.metric(), alert(selector)))
            .collect(Collectors.toSet());
    assertThat(recorded())
        .extracting(rule -> new Threshold(rule.record(), rule.labels().getOrDefault("alert", "")))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(drawn);
  }

  private static String alert(PromQuery.Selector selector) {
    return selector.matchers().stream()
        .filter(matching -> matching.label().equals("alert"))
        .map(PromQuery.Matching::value)
        .collect(Collectors.joining(" and "));
  }
}
