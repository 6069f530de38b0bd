package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A load through the front door; what follows it looks at the traces it left. */
@NeedsLab
@Order(4)
class ITLoad {
  @Test
  void smoke_printsItsTableAndTheReport() {
    Command load = Lab.STACK.apm("load", "smoke").succeeded();

    assertThat(load.output())
        .contains(
            "offered RPS", "p95 ms", "cpu percent", "LoadTestRunning fires", "passed: ok>=100%");
    Path report =
        load.output()
            .lines()
            .filter(line -> line.startsWith("Report: "))
            .map(line -> Path.of(line.substring("Report: ".length())))
            .findFirst()
            .orElseThrow();
    assertThat(report).isRegularFile().hasFileName("index.html");
    assertThat(report.resolveSibling("result.xml")).content().contains("failures=\"0\"");
  }
}
