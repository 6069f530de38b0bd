package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.dashboards.DashboardQueries;
import dropwizardapm.dashboards.PanelQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reader sees of one service without opening a row.
 *
 * @param panels the queries of each, by its dashboard and its title
 */
record ServicePanels(String job, Map<String, List<PanelQuery>> panels) {
  /**
   * @param pages names of dashboard files, without their ending
   */
  static ServicePanels of(String job, String... pages) {
    return of(job, PanelQuery::firstLoad, pages);
  }

  /** What a reader sees who opens every row. */
  static ServicePanels withRowsOpen(String job, String... pages) {
    return of(job, query -> true, pages);
  }

  static ServicePanels of(String job, Predicate<PanelQuery> shown, String... pages) {
    return new ServicePanels(
        job,
        Stream.of(pages)
            .map("grafana-provisioning/dashboards/json/%s.json"::formatted)
            .map(Command.REPOSITORY::resolve)
            .flatMap(page -> DashboardQueries.of(page, Map.of("job", job)).stream())
            .filter(shown.and(query -> !isAlertLine(query)))
            .collect(
                Collectors.groupingBy(
                    query -> query.dashboard() + "/" + query.panel(),
                    TreeMap::new,
                    Collectors.toList())));
  }

  /** Until each has had data once: what looks back one minute may have lost it by the last. */
  void awaitData(Duration limit, Prometheus prometheus) {
    Set<String> empty = new TreeSet<>(panels.keySet());
    within(limit)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              empty.removeIf(
                  panel ->
                      panels.getOrDefault(panel, List.of()).stream()
                          .anyMatch(query -> hasData(query, prometheus)));
              assertThat(empty).as("panels of %s without data", job).isEmpty();
            });
    print();
  }

  void print() {
    System.out.printf("%s: %2$d of %2$d panels with data%n", job, panels.size());
  }

  /** It is there whether or not there is anything to hold against it. */
  private static boolean isAlertLine(PanelQuery query) {
    return query.expr().startsWith("max(job:alert_threshold:");
  }

  static boolean hasData(PanelQuery query, Prometheus prometheus) {
    return prometheus.query(query.expr()).stream()
        .anyMatch(sample -> !Double.isNaN(sample.value()));
  }
}
