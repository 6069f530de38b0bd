package dropwizardapm.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A dashboard file as Grafana reads it; tests look at the file, not at the code that wrote it. */
record CheckedInDashboard(String file, JsonNode json) {
  private static final Path DIRECTORY = Path.of("dashboards/json");

  static Stream<CheckedInDashboard> all() {
    return DashboardQueries.files(DIRECTORY).stream().map(CheckedInDashboard::read);
  }

  static CheckedInDashboard named(String file) {
    return read(DIRECTORY.resolve(file));
  }

  /** Rows and panels, also those in collapsed rows. */
  List<JsonNode> everything() {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode panel : json.path("panels")) {
      all.add(panel);
      panel.path("panels").forEach(all::add);
    }
    return all;
  }

  List<JsonNode> panels() {
    return everything().stream().filter(p -> !type(p).equals("row")).toList();
  }

  /** Panels that Grafana asks for at once: all but those in collapsed rows. */
  List<JsonNode> firstView() {
    return list(json.path("panels")).stream().filter(p -> !type(p).equals("row")).toList();
  }

  List<JsonNode> panels(String type) {
    return panels().stream().filter(p -> type(p).equals(type)).toList();
  }

  List<JsonNode> annotations() {
    return list(json.at("/annotations/list"));
  }

  List<String> exprs(JsonNode panel) {
    List<String> exprs = new ArrayList<>();
    panel.path("targets").forEach(t -> exprs.add(t.path("expr").asText()));
    return exprs;
  }

  JsonNode variable(String name) {
    for (JsonNode v : json.at("/templating/list"))
      if (v.path("name").asText().equals(name)) return v;
    throw new AssertionError(file + " has no variable " + name);
  }

  static List<JsonNode> list(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes;
  }

  static String title(JsonNode panel) {
    return panel.path("title").asText();
  }

  static String type(JsonNode panel) {
    return panel.path("type").asText();
  }

  @Override
  public String toString() {
    return file;
  }

  private static CheckedInDashboard read(Path path) {
    try {
      return new CheckedInDashboard(
          path.getFileName().toString(), new ObjectMapper().readTree(path.toFile()));
    } catch (IOException e) {
      throw new AssertionError(path + " is not JSON", e);
    }
  }
}
