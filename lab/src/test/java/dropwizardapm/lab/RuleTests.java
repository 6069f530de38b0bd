package dropwizardapm.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The promtool tests in {@code src/test/rules}: which alert is proven to do what. */
final class RuleTests {
  static final Path DIRECTORY = Command.REPOSITORY.resolve("lab/src/test/rules");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** What a case shows: before, within, and after the time in which the alert fires. */
  enum Proof {
    SILENT,
    FIRES,
    RESOLVES
  }

  /** One evaluation of one alert in one test. */
  record Case(String test, String alert, Proof proof) {}

  private RuleTests() {}

  static List<Path> files() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(".test.yml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Path file : files()) {
      for (JsonNode test : parse(file).path("tests")) {
        Set<String> fired = new HashSet<>();
        for (JsonNode rule : test.path("alert_rule_test")) {
          String alert = rule.path("alertname").asText();
          Proof proof = Proof.SILENT;
          if (!rule.path("exp_alerts").isEmpty()) {
            proof = Proof.FIRES;
            fired.add(alert);
          } else if (fired.contains(alert)) {
            proof = Proof.RESOLVES;
          }
          cases.add(new Case(test.path("name").asText(), alert, proof));
        }
      }
    }
    return cases;
  }

  private static JsonNode parse(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
