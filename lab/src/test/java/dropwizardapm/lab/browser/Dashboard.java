package dropwizardapm.lab.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader of a dashboard finds on it.
 *
 * @param panels titles of what is there at once
 * @param rows titles of the collapsed rows
 * @param hiddenPanels titles of what those rows hide
 * @param noValues what panels say where there is rightly nothing
 */
public record Dashboard(
    String uid,
    List<String> panels,
    List<String> rows,
    List<String> hiddenPanels,
    List<String> noValues) {

  /** The dashboard of a provisioned file. */
  public static Dashboard of(Path json) {
    JsonNode file = read(json);
    List<String> panels = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    List<String> hiddenPanels = new ArrayList<>();
    for (JsonNode panel : file.path("panels")) {
      String title = panel.path("title").asText();
      if (!panel.path("type").asText().equals("row")) panels.add(title);
      if (panel.path("collapsed").asBoolean()) rows.add(title);
      for (JsonNode hidden : panel.path("panels")) hiddenPanels.add(hidden.path("title").asText());
    }
    return new Dashboard(
        file.path("uid").asText(), panels, rows, hiddenPanels, file.findValuesAsText("noValue"));
  }

  /** Titles of all panels. */
  public List<String> allPanels() {
    List<String> all = new ArrayList<>(panels);
    all.addAll(hiddenPanels);
    return all;
  }

  private static JsonNode read(Path json) {
    try {
      return new ObjectMapper().readTree(json.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
