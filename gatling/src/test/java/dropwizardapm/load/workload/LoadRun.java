package dropwizardapm.load.workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole run in a process of its own, as a user starts it. */
public record LoadRun(int exit, String output, Path results) {
  /** A figure of the only row, by its column's name in result.csv. */
  public double figure(String column) throws IOException {
    try (var files = Files.walk(results)) {
      Path csv =
          files
              .filter(file -> file.endsWith("result.csv"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(output));
      List<String> lines = Files.readAllLines(csv);
      int index = List.of(lines.get(0).split(",", -1)).indexOf(column);
      return Double.parseDouble(lines.get(1).split(",", -1)[index]);
    }
  }

  /** Settings without their prefix, as name=value. */
  public static LoadRun of(Path results, Map<String, String> environment, String... settings)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    for (String setting : settings) line.add("-Dload." + setting);
    line.addAll(
        List.of(
            "-Dload.results=" + results,
            // As the Maven plugin has it.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.util.prefs.PreferencesFactory=dropwizardapm.load.offline.NoVersionCheck",
            "-cp",
            System.getProperty("java.class.path"),
            "io.gatling.app.Gatling",
            "--simulation",
            "dropwizardapm.load.Load",
            "--results-folder",
            results.toString()));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new LoadRun(process.waitFor(), output, results);
  }
}
