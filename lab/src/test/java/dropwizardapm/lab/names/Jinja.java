package dropwizardapm.lab.names;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Renders a template as Ansible does, by the library that Ansible has it from. */
final class Jinja {
  /**
   * As ansible.builtin.template has it, with the delimiters that the rules' first line asks for.
   */
  private static final String PROGRAM =
      """
      import json, sys
      from jinja2 import Environment, StrictUndefined
      text, variables = json.load(sys.stdin)
      environment = Environment(variable_start_string='[[', variable_end_string=']]',
                                trim_blocks=True, undefined=StrictUndefined)
      sys.stdout.write(environment.from_string(text).render(variables))
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Jinja() {}

  /** Whether the library is there. It comes with Ansible. */
  @SuppressWarnings("unused") // by @EnabledIf
  static boolean isInstalled() throws IOException, InterruptedException {
    return new ProcessBuilder("python3", "-c", "import jinja2")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  static String render(String template, Map<String, Object> variables) {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", PROGRAM).redirectErrorStream(true).start();
      try (var in = python.getOutputStream()) {
        JSON.writeValue(in, List.of(template, variables));
      }
      String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (python.waitFor() != 0) throw new IllegalArgumentException(out);
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
