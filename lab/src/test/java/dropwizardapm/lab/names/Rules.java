package dropwizardapm.lab.names;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The rule templates with the role's own values filled in. */
final class Rules {
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private static final Path ROLE = REPOSITORY.resolve("ansible/roles/prometheus");
  private static final String DELIMITERS =
      "#jinja2: variable_start_string:'[[', variable_end_string:']]'";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Rules() {}

  /** One rule: {@code record} is empty for an alert. */
  record Rule(String file, String name, String record, String expr, Map<String, String> labels) {
    NamedQuery query() {
      return new NamedQuery(file + ": " + name, expr);
    }
  }

  static List<Rule> all() {
    return all(variables());
  }

  /** With a number of its own for each variable: two that are equal come from one variable. */
  static List<Rule> withDifferentNumbers() {
    Map<String, Object> values = values();
    int number = 1000;
    for (Map.Entry<String, Object> value : values.entrySet())
      if (value.getValue() instanceof Number) value.setValue(++number);
    return all(withComputed(values));
  }

  private static List<Rule> all(Map<String, Object> variables) {
    List<Rule> rules = new ArrayList<>();
    for (Path template : files(ROLE.resolve("templates/rules"), ".j2")) {
      for (JsonNode group : rendered(template, variables).path("groups"))
        for (JsonNode rule : group.path("rules")) {
          Map<String, String> labels = new HashMap<>();
          rule.path("labels")
              .properties()
              .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
          rules.add(
              new Rule(
                  template.getFileName().toString(),
                  rule.has("record") ? rule.path("record").asText() : rule.path("alert").asText(),
                  rule.path("record").asText(),
                  rule.path("expr").asText(),
                  labels));
        }
    }
    return rules;
  }

  private static JsonNode rendered(Path template, Map<String, Object> variables) {
    try {
      String text = Files.readString(template);
      if (!text.startsWith(DELIMITERS))
        throw new AssertionError(template + " does not begin with " + DELIMITERS);
      return YAML.readTree(Jinja.render(text, variables));
    } catch (IOException | IllegalArgumentException e) {
      throw new AssertionError(template + " cannot be read: " + e.getMessage(), e);
    }
  }

  static Map<String, Object> variables() {
    return withComputed(values());
  }

  /** As they stand in the role's files. */
  private static Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    for (String file : new String[] {"defaults/main.yml", "vars/main.yml"})
      for (Map.Entry<String, JsonNode> each : yaml(ROLE.resolve(file)).properties())
        values.put(each.getKey(), value(each.getValue()));
    return values;
  }

  /** Addresses are templates themselves, which only Ansible can fill in. No name depends on one. */
  private static Object value(JsonNode value) {
    return value.asText().contains("{{") ? "template" : YAML.convertValue(value, Object.class);
  }

  private static Map<String, Object> withComputed(Map<String, Object> values) {
    Map<String, Object> variables = new HashMap<>(values);
    variables.putAll(computed(values));
    return variables;
  }

  /** What the role computes at run time, for one service: the sample. */
  private static Map<String, Object> computed(Map<String, Object> variables) {
    Map<String, Object> service = new HashMap<>();
    service.put("name", "dropwizard-app");
    service.put("runbooks", "http://host/runbooks");
    service.put("measured", true);
    service.put("computes", true);
    service.put("objectives", Map.of("availability", 0.99, "latency", 0.95));
    for (Object own : Objects.requireNonNull((List<?>) variables.get("_prometheus_own")))
      service.put(own.toString(), variables.get("prometheus_" + own));
    return Map.of(
        "_prometheus_services",
        List.of(service),
        "_prometheus_jobs",
        "dropwizard-app",
        "_prometheus_interval_seconds",
        "15");
  }

  static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path directory, String ending) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
