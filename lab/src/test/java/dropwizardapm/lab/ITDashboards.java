package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dropwizardapm.dashboards.PanelQuery;
import dropwizardapm.lab.DashboardEvents.Mark;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of every panel, asked of the live Prometheus after a load. */
@NeedsLab
@Order(6)
class ITDashboards {
  private static final Prometheus PROMETHEUS = new Prometheus(Lab.STACK);
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Duration STEP = Duration.ofMinutes(1);
  private static Duration slowest = Duration.ZERO;

  @BeforeAll
  static void makeEvents() throws IOException {
    DashboardEvents.make();
  }

  @AfterAll
  static void takeBackAnnouncement() {
    DashboardEvents.takeBackAnnouncement();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void query_returnsData(PanelQuery query) {
    assumeTrue(DashboardEvents.missing(query).isEmpty(), DashboardEvents.missing(query));
    DashboardEvents.awaitData(query);

    long start = System.nanoTime();
    PROMETHEUS.query(query.expr());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (took.compareTo(slowest) > 0) slowest = took;
    assertThat(took).isLessThan(Duration.ofMillis(250));
  }

  /** Over a range that begins before the first sample, where a query may have less to say. */
  @ParameterizedTest
  @MethodSource("legends")
  void series_haveTheLabelsOfTheirLegend(PanelQuery query) {
    List<String> wanted =
        LABEL.matcher(query.legend()).results().map(label -> label.group(1)).toList();

    assertThat(PROMETHEUS.queryRange(query.expr(), Duration.ofHours(6), STEP))
        .as(query.expr())
        .allSatisfy(
            series -> assertThat(series.labels()).containsKeys(wanted.toArray(String[]::new)));
  }

  static List<PanelQuery> legends() {
    return queries().stream().filter(query -> query.legend().contains("{{")).toList();
  }

  /**
   * Several in a row for one and the same would be a region, which colours every panel. Two in a
   * row for two things, as two starts within two minutes, are not.
   */
  @ParameterizedTest
  @MethodSource("marks")
  void marks_areThin(Mark mark) {
    for (Prometheus.Series series : lastHours(mark))
      for (int i = 1; i < series.times().size(); i++) {
        if (!series.values().get(i).equals(series.values().get(i - 1))) continue;
        assertThat(Duration.between(series.times().get(i - 1), series.times().get(i)))
            .as("%s: %s", mark, series.labels())
            .isGreaterThan(STEP);
      }
  }

  /** The stack was deployed within the last hours, or the lab would not be there. */
  @Test
  void deployment_isMarked() {
    assertThat(marks().stream().filter(mark -> mark.name().equals("Deploys")))
        .isNotEmpty()
        .allSatisfy(mark -> assertThat(lastHours(mark)).isNotEmpty());
  }

  private static List<Prometheus.Series> lastHours(Mark mark) {
    return PROMETHEUS.queryRange(mark.expr(), Duration.ofHours(12), STEP);
  }

  static List<Mark> marks() {
    return DashboardEvents.marks();
  }

  static List<PanelQuery> queries() {
    return DashboardEvents.queries();
  }

  @AfterAll
  static void printCount() {
    List<PanelQuery> queries = queries();
    long panels = queries.stream().map(q -> q.dashboard() + "/" + q.panel()).distinct().count();
    System.out.printf(
        "dashboards: %d, panels: %d, queries: %d, slowest: %d ms%n",
        DashboardEvents.dashboards().size(), panels, queries.size(), slowest.toMillis());
  }
}
