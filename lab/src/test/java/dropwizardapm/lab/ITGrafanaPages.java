package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.lab.browser.Chromium;
import dropwizardapm.lab.browser.Dashboard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every dashboard as an anonymous viewer sees it. The browser is one for all, as a reader's is: the
 * first dashboard, Home, finds its cache empty.
 */
@NeedsLab
@Order(17) // after ITGrafana, which deploys it
@EnabledIfEnvironmentVariable(
    named = "GRAFANA_ARCHIVE",
    matches = ".+",
    disabledReason = "Grafana is in no package registry: set GRAFANA_ARCHIVE to its tar.gz")
class ITGrafanaPages {
  private static final String URL = "http://" + Lab.STACK.address() + ":3000/d/";
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private static Chromium chromium;

  @BeforeAll
  static void open(@TempDir Path profile) throws IOException {
    DashboardEvents.make();
    DashboardEvents.queries().stream()
        .filter(query -> DashboardEvents.missing(query).isEmpty())
        .forEach(DashboardEvents::awaitData);
    chromium = Chromium.start(profile);
  }

  @AfterAll
  static void close() {
    DashboardEvents.takeBackAnnouncement();
    chromium.close();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_showsDataInEveryPanel_withinTwoSeconds(Dashboard dashboard)
      throws IOException, InterruptedException {
    Duration firstLoad =
        chromium.open(URL + dashboard.uid() + "?kiosk", page -> page.hasLoaded(dashboard.panels()));
    for (String row : dashboard.rows())
      chromium.click("[data-testid=\"data-testid dashboard-row-title-" + row + "\"]");
    chromium.awaitRest(page -> page.hasLoaded(dashboard.allPanels()));
    chromium.screenshot(SCREENSHOTS.resolve(dashboard.uid() + ".png"));

    System.out.printf("%s: first load %d ms%n", dashboard.uid(), firstLoad.toMillis());
    assertThat(chromium.page().faults(dashboard.allPanels(), dashboard.noValues())).isEmpty();
    assertThat(firstLoad).isLessThan(Duration.ofSeconds(2));
  }

  static Stream<Dashboard> dashboards() {
    return DashboardEvents.dashboards().stream().map(Dashboard::of);
  }
}
