package dropwizardapm.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardQueriesTest {
  @TempDir Path directory;

  @Test
  void query_takesWhatTheDashboardStartsWith() throws IOException {
    assertThat(
            DashboardQueries.of(
                dashboard("rate(a{job=~'$job',i=~'${instance:regex}'}[$__range])"), Map.of()))
        .containsExactly(
            new PanelQuery("D", "P", "A", "rate(a{job=~'app',i=~'.+'}[30m])", "", true));
  }

  @Test
  void query_takesTheGivenValues_beforeAnyOther() throws IOException {
    Path file = dashboard("rate(a{job=~'$job'}[$__rate_interval])");
    assertThat(DashboardQueries.of(file, Map.of("job", "x$1\\d", "__rate_interval", "5m")))
        .extracting(PanelQuery::expr)
        .containsExactly("rate(a{job=~'x$1\\d'}[5m])");
  }

  @Test
  void query_isLeftAlone_whereADollarIsNoVariable() throws IOException {
    assertThat(DashboardQueries.of(dashboard("a{mount=~'^/$'}"), Map.of()))
        .extracting(PanelQuery::expr)
        .containsExactly("a{mount=~'^/$'}");
  }

  @Test
  void query_isRefused_whenAVariableHasNoValue() throws IOException {
    Path file = dashboard("a{b='$nobody'}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DashboardQueries.of(file, Map.of()))
        .withMessageContaining("$nobody")
        .withMessageContaining("add it to the variables");
  }

  @Test
  void query_isNotOfTheFirstLoad_whenItsRowIsCollapsed() throws IOException {
    Path file =
        write(
            """
            {"title": "D", "panels": [{"type": "row", "title": "R", "collapsed": true, "panels":
              [{"type": "stat", "title": "P", "targets": [{"refId": "A", "expr": "up"}]}]}]}
            """);
    assertThat(DashboardQueries.of(file, Map.of()))
        .containsExactly(new PanelQuery("D", "P", "A", "up", "", false));
  }

  @Test
  void mark_takesTheStepThatItIsGiven() throws IOException {
    Path file =
        write(
            """
            {"annotations": {"list": [{"name": "M", "expr": "a unless a offset $__interval"}]}}
            """);
    assertThat(DashboardQueries.marks(file, Map.of("__interval", "60s")))
        .isEqualTo(Map.of("M", "a unless a offset 60s"));
  }

  @Test
  void everyQuery_canBeFilledIn_ofEveryDashboard() {
    List<Path> files = DashboardQueries.files(Path.of("dashboards/json"));
    assertThat(files).isNotEmpty();
    for (Path file : files)
      assertThat(DashboardQueries.of(file, Map.of()))
          .isNotEmpty()
          .extracting(PanelQuery::expr)
          .noneMatch(expr -> expr.contains("$"));
  }

  private Path dashboard(String expr) throws IOException {
    return write(
        """
        {"title": "D", "templating": {"list": [
          {"name": "job", "current": {"value": "app"}},
          {"name": "instance", "allValue": ".+", "current": {"value": "$__all"}}]},
         "panels": [{"type": "stat", "title": "P", "targets": [{"refId": "A", "expr": "%s"}]}]}
        """
            .formatted(expr));
  }

  private Path write(String json) throws IOException {
    return Files.writeString(directory.resolve("d.json"), json);
  }
}
