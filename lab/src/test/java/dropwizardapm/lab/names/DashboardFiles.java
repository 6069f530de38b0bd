package dropwizardapm.lab.names;

import com.fasterxml.jackson.databind.JsonNode;
import dropwizardapm.dashboards.DashboardQueries;
import dropwizardapm.dashboards.PanelQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the dashboards ask of Prometheus: panels, annotations, variables. */
final class DashboardFiles {
  private static final Path DIRECTORY =
      Rules.REPOSITORY.resolve("grafana-provisioning/dashboards/json");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), *(\\w+)\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?\\w+}?");

  private DashboardFiles() {}

  static List<NamedQuery> queries() {
    List<NamedQuery> queries = new ArrayList<>();
    for (Path file : DashboardQueries.files(DIRECTORY)) {
      for (PanelQuery query : DashboardQueries.of(file, Map.of()))
        queries.add(
            new NamedQuery(
                "%s: %s %s".formatted(query.dashboard(), query.panel(), query.refId()),
                query.expr()));
      DashboardQueries.marks(file, Map.of())
          .forEach(
              (name, expr) -> queries.add(new NamedQuery(file.getFileName() + ": " + name, expr)));
      JsonNode dashboard = Rules.yaml(file);
      for (JsonNode variable : dashboard.at("/templating/list")) {
        Matcher values = LABEL_VALUES.matcher(variable.path("definition").asText());
        if (values.matches())
          queries.add(
              query(
                  file, variable, "max by (%s) (%s)".formatted(values.group(2), values.group(1))));
      }
    }
    return queries;
  }

  /** What is asked as soon as a page opens. */
  static List<NamedQuery> firstView() {
    List<NamedQuery> queries = new ArrayList<>();
    for (Path file : DashboardQueries.files(DIRECTORY))
      for (PanelQuery query : DashboardQueries.of(file, Map.of()))
        if (query.firstLoad())
          queries.add(new NamedQuery(query.dashboard() + ": " + query.panel(), query.expr()));
    return queries;
  }

  private static NamedQuery query(Path file, JsonNode of, String expr) {
    return new NamedQuery(
        file.getFileName() + ": " + of.path("name").asText(),
        VARIABLE.matcher(expr).replaceAll("x"));
  }
}
