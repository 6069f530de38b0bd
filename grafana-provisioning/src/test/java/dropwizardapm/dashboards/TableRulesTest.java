package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.CheckedInDashboard.list;
import static dropwizardapm.dashboards.CheckedInDashboard.title;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables have named columns, and say "-" in a cell and a sentence in place of all. */
class TableRulesTest {
  static Stream<CheckedInDashboard> dashboards() {
    return CheckedInDashboard.all();
  }

  /** Grafana names a value's column after its query's letter, and a single one "Value". */
  @ParameterizedTest
  @MethodSource("dashboards")
  void columns_ofValues_haveATitle(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("table")) {
      List<String> values = new ArrayList<>();
      for (JsonNode target : list(panel.path("targets")))
        values.add("Value #" + target.path("refId").asText());
      if (values.size() == 1) values = List.of("Value");
      assertThat(titles(panel).properties())
          .as(title(panel))
          .extracting(Map.Entry::getKey)
          .containsAll(values);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void cells_withoutAValue_holdADash(CheckedInDashboard dashboard) {
    for (JsonNode panel : dashboard.panels("table")) {
      List<String> dashed = new ArrayList<>();
      for (JsonNode override : list(panel.at("/fieldConfig/overrides")))
        for (JsonNode property : list(override.path("properties")))
          if (property.path("id").asText().equals("noValue")
              && property.path("value").asText().equals("-"))
            dashed.add(override.at("/matcher/options").asText());
      assertThat(dashed)
          .as(title(panel))
          .containsAll(list(titles(panel)).stream().map(JsonNode::asText).toList());
    }
  }

  private static JsonNode titles(JsonNode panel) {
    return panel.at("/transformations/1/options/renameByName");
  }
}
