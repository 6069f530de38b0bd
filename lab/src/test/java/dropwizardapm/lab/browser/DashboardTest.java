package dropwizardapm.lab.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.dashboards.DashboardQueries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardTest {
  private static final Path DIRECTORY = Path.of("../grafana-provisioning/dashboards/json");

  @Test
  void hiddenPanels_areThoseOfTheCollapsedRow() {
    Dashboard slo = Dashboard.of(DIRECTORY.resolve("slo.json"));

    assertThat(slo.uid()).isEqualTo("apm-slo");
    assertThat(slo.rows()).containsExactly("Where and when");
    assertThat(slo.panels()).hasSize(8).contains("Objective").doesNotContain("Where and when");
    assertThat(slo.hiddenPanels()).containsExactly("Worst Routes", "Budget Alerts");
    assertThat(slo.allPanels())
        .hasSize(10)
        .containsAll(slo.panels())
        .containsAll(slo.hiddenPanels());
  }

  @Test
  void noValues_areWhatPanelsSayWhereThereIsRightlyNothing() {
    assertThat(Dashboard.of(DIRECTORY.resolve("jvm.json")).noValues()).contains("no collection");
  }

  /** On Grafana's page a panel is known by its title only. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void titles_areUnique(Path json) {
    assertThat(Dashboard.of(json).allPanels()).doesNotHaveDuplicates();
  }

  static List<Path> dashboards() {
    return DashboardQueries.files(DIRECTORY);
  }
}
