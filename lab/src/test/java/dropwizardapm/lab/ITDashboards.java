package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.dashboards.PanelQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of every panel, asked of the live Prometheus after a load. */
@NeedsLab
@Order(6)
class ITDashboards {
  private static final Prometheus PROMETHEUS = new Prometheus(Lab.STACK);
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
    DashboardEvents.awaitData(query);

    long start = System.nanoTime();
    PROMETHEUS.query(query.expr());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (took.compareTo(slowest) > 0) slowest = took;
    assertThat(took).isLessThan(Duration.ofMillis(250));
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
