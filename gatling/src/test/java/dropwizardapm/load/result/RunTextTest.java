package dropwizardapm.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTextTest {
  /** The module lab holds it against the catalogue of metrics. */
  private static final Path EXAMPLE = Path.of("src/test/resources/loadtest.prom");

  private static final StepResult FIRST =
      Steps.of(
          10, 100, 9_900_000_000L, 10_000_000_000L, new Latencies(3, 2.5, 4, 5, 6), 2, 98, 1, 1);
  private static final StepResult SECOND =
      Steps.of(
          500, 500, 998_000_000L, 1_000_000_000L, new Latencies(9, 8, 40, 60, 70), 2, 450, 50, 0);
  private static final StepResult NOTHING_OK =
      Steps.of(500, 1, 0, 1, Latencies.NONE, Double.NaN, 0, 1, 0);

  @Test
  void run_readsAsTheExample() {
    assertThat(EXAMPLE)
        .content()
        .isEqualTo(
            RunText.of("20261123T222500Z", "table", "1a2b3c4", true, List.of(FIRST, SECOND)));
  }

  @Test
  void knee_readsAsTheExample() {
    assertThat(EXAMPLE.resolveSibling("loadtest-knee.prom"))
        .content()
        .isEqualTo(RunText.knee("20261123T222500Z", "dropwizard-app", 450));
  }

  @Test
  void nothingRuns_whenTheRunIsOver() {
    assertThat(RunText.of("x", "smoke", "unknown", false, List.of(FIRST)))
        .contains("loadtest_running{run_id=\"x\",profile=\"smoke\"} 0.0\n")
        .contains("loadtest_step_running{run_id=\"x\",step=\"01\"} 0.0\n");
  }

  @Test
  void latencies_areLeftOut_whenThereIsNone() {
    assertThat(RunText.of("x", "smoke", "unknown", true, List.of(NOTHING_OK)))
        .contains("loadtest_step_error_ratio{run_id=\"x\",step=\"01\"} 1.0\n")
        .doesNotContain("loadtest_step_latency_seconds{", "NaN");
  }
}
