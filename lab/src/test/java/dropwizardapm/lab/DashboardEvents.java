package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.dashboards.DashboardQueries;
import dropwizardapm.dashboards.PanelQuery;
import dropwizardapm.service.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes what panels show that happens only now and then: a collection, a refused request. */
final class DashboardEvents {
  private static final Path DASHBOARDS =
      Command.REPOSITORY.resolve("grafana-provisioning/dashboards/json");

  /** Wide enough to reach back to the load, which lies some minutes behind. */
  private static final Map<String, String> VARIABLES = Map.of("__rate_interval", "15m");

  /** Where node_exporter looks, on the host. */
  private static final String ANNOUNCEMENT = "/var/lib/prometheus/node-exporter/loadtest-lab.prom";

  /** Panels that have nothing to show on a lab host, and why. */
  private static final Map<String, String> NOT_IN_A_LAB =
      Map.of(
          "Clock Offset",
          "a container may not ask the kernel for its clock",
          "Days until the Knee",
          "takes a week of growing peaks",
          "Demand and Knee",
          "a load test is announced, and is no demand");

  private static final Prometheus PROMETHEUS = new Prometheus(Lab.STACK);

  private DashboardEvents() {}

  static void make() throws IOException {
    Lab.STACK.ssh("curl -sf -X POST http://127.0.0.1:8032/tasks/gc").succeeded();
    Http.get("http://" + Lab.STACK.address() + ":8031/compute/nothing");
    Http.get("http://" + Lab.STACK.address() + ":8031/compute/25");
    announceLoadTest();
  }

  /** As a load test does that was given the directory: ITLoad's generator is on another machine. */
  private static void announceLoadTest() throws IOException {
    Path files = Command.REPOSITORY.resolve("gatling/src/test/resources");
    String run =
        Files.readString(files.resolve("loadtest.prom"))
            + Files.readString(files.resolve("loadtest-knee.prom"));
    Lab.STACK.ssh("cat > " + ANNOUNCEMENT + " <<'END'\n" + run + "END\n").succeeded();
  }

  static void takeBackAnnouncement() {
    Lab.STACK.ssh("rm -f " + ANNOUNCEMENT).succeeded();
  }

  static List<Path> dashboards() {
    return DashboardQueries.files(DASHBOARDS);
  }

  static List<PanelQuery> queries() {
    return dashboards().stream()
        .flatMap(file -> DashboardQueries.of(file, VARIABLES).stream())
        .toList();
  }

  /** What is drawn across the panels of a dashboard. */
  record Mark(Path dashboard, String name, String expr) {}

  /** The marks of all dashboards, for a step of a minute. */
  static List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    for (Path file : dashboards())
      DashboardQueries.marks(file, Map.of("__interval", "60s"))
          .forEach((name, expr) -> marks.add(new Mark(file.getFileName(), name, expr)));
    return marks;
  }

  /** Why a lab host has nothing to show for the query; empty where it has to. */
  static String missing(PanelQuery query) {
    return NOT_IN_A_LAB.getOrDefault(query.panel(), query.firstLoad() ? "" : missingPart(query));
  }

  /**
   * The row of a part, such as a database pool, is collapsed, as not every application has one. Of
   * those that the sample has not got, its queries are asked of an application that does.
   */
  private static String missingPart(PanelQuery query) {
    return Catalogue.Origin.DROPWIZARD.metrics().stream()
        .filter(metric -> !metric.condition().isEmpty() && query.expr().contains(metric.name()))
        .filter(metric -> metric.series().keySet().stream().allMatch(DashboardEvents::isUnknown))
        .map(Metric::condition)
        .findFirst()
        .orElse("");
  }

  private static boolean isUnknown(String series) {
    return PROMETHEUS.query(series).isEmpty();
  }

  static void awaitData(PanelQuery query) {
    // What looks back 30 days is recorded every five minutes.
    // Capacity is recorded every minute.
    int seconds =
        query.expr().contains("30d") ? 330 : query.expr().matches("job:(demand|host).*") ? 120 : 45;
    within(Duration.ofSeconds(seconds))
        .untilAsserted(
            () ->
                assertThat(PROMETHEUS.query(query.expr()))
                    .as(query.expr())
                    .anyMatch(sample -> !Double.isNaN(sample.value())));
  }
}
