package dropwizardapm.lab.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fragments are written after Grafana's sources, not recorded: no Grafana could be had. */
class RenderedPageTest {
  private static final List<String> PANELS = List.of("Backlog");

  @Test
  void faults_areNone_whenPanelShowsData() {
    RenderedPage page =
        panel(
            """
            <h2 title="Backlog">Backlog</h2>
            <div data-testid="data-testid panel content"><canvas/><button>No data yet</button></div>
            """);

    assertThat(page.hasLoaded(PANELS)).isTrue();
    assertThat(page.faults(PANELS, List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<button data-testid='data-testid Panel status error'/>", // 10.2
        "<button aria-label='Panel status'/>", // 9.4, 10.0, 10.1
        "<button aria-label='Panel header error'/>", // 9.4 with its older panels
        "<div data-testid='data-testid Alert error'>Panel plugin not found: nothing</div>",
        "<div data-testid='data-testid Panel data error message'>No data</div>", // 10.4
        "<div data-testid='data-testid Panel data error message'>Data is missing a time field</div>",
        "<div><span> No data </span></div>", // stat, table, and all before 10.4
      })
  void faults_nameThePanel_whenItShowsErrorOrNothing(String content) {
    assertThat(panel(content).faults(PANELS, List.of()))
        .singleElement()
        .asString()
        .startsWith("Backlog: ");
  }

  @Test
  void faults_nameThePage_whenItsErrorIsOutsideOfPanels() {
    RenderedPage page =
        RenderedPage.parse("<body><p data-testid='data-testid Alert error'>not found</p></body>");

    assertThat(page.faults(PANELS, List.of()))
        .containsExactly("Backlog: is not on the page", "page: error not found");
  }

  @Test
  void faults_areNone_whenPanelSaysInItsOwnWordsThatThereIsNothing() {
    RenderedPage page =
        panel("<p data-testid='data-testid Panel data error message'>no collection</p>");

    assertThat(page.faults(PANELS, List.of("no collection"))).isEmpty();
  }

  @Test
  void hasLoaded_isFalse_whilePanelIsLoadingOrMissing() {
    assertThat(panel("<div aria-label='Panel loading bar'/>").hasLoaded(PANELS)).isFalse();
    assertThat(panel("").hasLoaded(List.of("Backlog", "Heap"))).isFalse();
  }

  @Test
  void parse_isRefused_whenDocumentIsNotXml() {
    assertThatThrownBy(() -> RenderedPage.parse("<body><br></body>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<br>");
  }

  private static RenderedPage panel(String content) {
    return RenderedPage.parse(
        "<body><section data-testid='data-testid Panel header Backlog'>%s</section></body>"
            .formatted(content));
  }
}
