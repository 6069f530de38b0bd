package dropwizardapm.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What must not stand in an answer that everybody may read. */
final class Secrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(password|secret|token|privatekey|clientkey|securejsondata|httpheadervalue).*");
  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/@\\s]+@");

  private Secrets() {}

  /** The names of all fields with a secret in them, wherever they lie. */
  static List<String> in(JsonNode json) {
    List<String> found = new ArrayList<>();
    collect("", json, found);
    return found;
  }

  private static void collect(String name, JsonNode json, List<String> found) {
    if (json.isTextual() && !json.asText().isEmpty()) {
      if (NAME.matcher(name).matches() || IN_ADDRESS.matcher(json.asText()).find()) found.add(name);
    }
    // Within an object of secrets every field is one; one that only says which are set is not.
    json.properties()
        .forEach(
            field ->
                collect(
                    name.equals("secureJsonData") ? "secureJsonData" : field.getKey(),
                    field.getValue(),
                    found));
    if (json.isArray()) json.forEach(element -> collect(name, element, found));
  }
}
