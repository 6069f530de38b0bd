package dropwizardapm.lab.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader of queries, and that what it should find wrong is found. */
class PromQueryTest {
  private static final QueryCheck CHECK =
      new QueryCheck(
          new KnownNames(
              List.of(
                  new Rules.Rule(
                      "f",
                      "job:p95",
                      "job:p95",
                      "histogram_quantile(0.95, sum by (job, le) (rate(http_request_duration_seconds_bucket[5m])))",
                      Map.of()))));

  @Test
  void metrics_areNeitherFunctionsNorWordsNorRangesNorStrings() {
    PromQuery query =
        PromQuery.parse(
            "sum by (job) (rate(a_total{b=\"c{d}\",e!~'f'}[5m:15s] offset 1h)) / on (job) group_left () x:y:z and inf > 1e3 or {g=\"h\"}");
    assertThat(query.selectors())
        .extracting(PromQuery.Selector::metric)
        .containsExactly("a_total", "x:y:z", "");
    assertThat(query.selectors().getFirst().matchers())
        .containsExactly(
            new PromQuery.Matching("b", "=", "c{d}"), new PromQuery.Matching("e", "!~", "f"));
    assertThat(query.groupings())
        .extracting(PromQuery.Grouping::labels)
        .containsExactly(List.of("job"), List.of("job"), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(http_request_total[5m]) | no metric http_request_total",
        "http_requests_total{code=\"500\"} | no label code",
        "sum by (route) (http_requests_total) | no label route",
        "sum(http_requests_total) by (route) | no label route",
        "http_request_duration_seconds | no metric http_request_duration_seconds",
        "job:p95{path=\"/\"} | no label path",
        "job:p99 | no metric job:p99"
      })
  void name_isFoundWrong(String expr, String complaint) {
    assertThat(CHECK.names(expr)).singleElement().asString().startsWith(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum by (job, le) (rate(http_request_duration_seconds_bucket{path!=\"/x\"}[5m]))",
        "max by (mountpoint) (node_filesystem_avail_bytes)",
        "job:p95{job=\"a\"} > 1 and on (job) up == 1"
      })
  void name_isFoundRight(String expr) {
    assertThat(CHECK.names(expr)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http_request_duration_seconds_bucket{le=\"1\"} | le=\"1\" matches nothing",
        "http_request_duration_seconds_bucket{le=\"0.3\"} | 0.3 s is no edge",
        "http_request_duration_seconds_bucket{le=\"60.0\"} | 60.0 s is no edge",
        "histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.8 | 0.8 s is no edge",
        "up == 1 and (job:p95 > 2) | 2.0 s is no edge"
      })
  void threshold_isFoundWrong(String expr, String complaint) {
    assertThat(CHECK.thresholds(expr)).singleElement().asString().startsWith(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "job:p95 > 1 and on (job) http_requests_total >= 30",
        "histogram_quantile(0.9, sum by (le) (http_request_duration_seconds_bucket{le!=\"7\"})) >= 0",
        "http_request_duration_seconds_bucket{le=\"+Inf\"} > 7"
      })
  void threshold_isFoundRight(String expr) {
    assertThat(CHECK.thresholds(expr)).isEmpty();
  }
}
