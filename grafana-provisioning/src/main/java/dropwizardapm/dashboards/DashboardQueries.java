package dropwizardapm.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists what the panels of a dashboard file ask of Prometheus, with variables filled in as Grafana
 * would.
 */
public final class DashboardQueries {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::\\w+)?}|\\$(\\w+)");

  /** What Grafana fills in for the last half hour, at our scrape interval of 15 s. */
  private static final Map<String, String> BUILT_IN =
      Map.of(
          "__rate_interval", "1m",
          "__interval", "15s",
          "__range", "30m",
          "__range_s", "1800");

  private DashboardQueries() {}

  /**
   * The queries of one dashboard file, in the order of its panels.
   *
   * @param variables name without "$" to value; they win over the built-in ones ($__rate_interval
   *     1m, $__interval 15s, $__range 30m) and over what the dashboard itself starts with ("All"
   *     where it allows for it)
   * @throws IllegalArgumentException for a variable without any value
   */
  public static List<PanelQuery> of(Path json, Map<String, String> variables) {
    JsonNode dashboard = read(json);
    Map<String, String> values = values(dashboard, variables);
    List<PanelQuery> queries = new ArrayList<>();
    collect(dashboard, dashboard.path("title").asText(), true, values, queries);
    return List.copyOf(queries);
  }

  /**
   * The queries whose results are marked across all panels of one dashboard file, by their names.
   *
   * @param variables as in {@link #of}
   */
  public static Map<String, String> marks(Path json, Map<String, String> variables) {
    JsonNode dashboard = read(json);
    Map<String, String> values = values(dashboard, variables);
    Map<String, String> marks = new TreeMap<>();
    for (JsonNode mark : dashboard.at("/annotations/list"))
      marks.put(mark.path("name").asText(), fill(mark.path("expr").asText(), values));
    return marks;
  }

  /** The dashboard files of a directory, by name. */
  public static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> values(JsonNode dashboard, Map<String, String> variables) {
    Map<String, String> values = new HashMap<>(BUILT_IN);
    dashboard.at("/templating/list").forEach(v -> putInitial(v, values));
    values.putAll(variables);
    return values;
  }

  private static void collect(
      JsonNode parent,
      String dashboard,
      boolean firstLoad,
      Map<String, String> values,
      List<PanelQuery> queries) {
    for (JsonNode panel : parent.path("panels")) {
      for (JsonNode target : panel.path("targets"))
        queries.add(
            new PanelQuery(
                dashboard,
                panel.path("title").asText(),
                target.path("refId").asText(),
                fill(target.path("expr").asText(), values),
                target.path("legendFormat").asText(),
                firstLoad));
      collect(panel, dashboard, firstLoad && !panel.path("collapsed").asBoolean(), values, queries);
    }
  }

  private static void putInitial(JsonNode variable, Map<String, String> values) {
    String name = variable.path("name").asText();
    String current = variable.at("/current/value").asText();
    if (current.equals("$__all")) values.put(name, variable.path("allValue").asText(".*"));
    else if (!current.isEmpty()) values.put(name, current);
  }

  private static String fill(String expr, Map<String, String> values) {
    return VARIABLE
        .matcher(expr)
        .replaceAll(
            match -> {
              String name = match.group(1) != null ? match.group(1) : match.group(2);
              String value = values.get(name);
              if (value == null)
                throw new IllegalArgumentException(
                    "no value for $" + name + " in " + expr + ": add it to the variables");
              return Matcher.quoteReplacement(value);
            });
  }

  private static JsonNode read(Path json) {
    try {
      return new ObjectMapper().readTree(json.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
