package dropwizardapm.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final StepResult CALM =
      Steps.of(
          10, 101, 10_000_000_000L, 10_005_000_000L, new Latencies(4.25, 4, 5, 6, 7), 4, 101, 0, 0);
  private static final StepResult OVERLOADED =
      Steps.of(
          1000,
          9001,
          10_000_000_000L,
          11_000_000_000L,
          new Latencies(812.34, 800, 1500, 1900, 2500),
          5,
          6000,
          3000,
          1);

  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void table_readsAlignedInATerminal() {
    assertThat(ResultTable.markdown(run(new Capacity(2, 4), false, CALM, OVERLOADED)))
        .isEqualTo(
            """
            Load test table: http://h:8031/compute/30

            | offered RPS | achieved RPS | goodput RPS | mean ms | p50 ms | p95 ms | p99 ms | max ms |   OK | rejected | errors | error % | generator-bound |
            |------------:|-------------:|------------:|--------:|-------:|-------:|-------:|-------:|-----:|---------:|-------:|--------:|----------------:|
            |          10 |         10.0 |        10.0 |     4.3 |    4.0 |    5.0 |    6.0 |    7.0 |  101 |        0 |      0 |     0.0 |                 |
            |        1000 |          900 |         545 |     812 |    800 |   1500 |   1900 |   2500 | 6000 |     3000 |      1 |    33.3 | generator-bound |

            Times are those of OK answers. Rejected = 503, on purpose; error % counts rejected and errors.
            Ceiling by arithmetic: 2 workers / 4.00 ms of computation each = 500 RPS.
            generator-bound: less than 98 % of the offered rate was sent. The row shows the generator's limit, not the service's.
            """);
  }

  @Test
  void table_leavesOutWhatDoesNotApply() {
    assertThat(ResultTable.markdown(run(null, false, CALM)))
        .doesNotContain("generator-bound", "Ceiling", "share");
  }

  @Test
  void table_saysSo_whenGeneratorAndServiceShareTheCores() {
    assertThat(ResultTable.markdown(run(null, true, CALM))).contains("share this machine's cores");
  }

  @Test
  void csv_isForMachines() {
    Locale.setDefault(Locale.GERMANY);
    StepResult nothing = Steps.of(5, 0, 0, 0, Latencies.NONE, Double.NaN, 0, 0, 0);
    assertThat(ResultTable.csv(run(null, false, OVERLOADED, nothing)))
        .isEqualTo(
            """
            offered_rps,achieved_rps,goodput_rps,mean_ms,p50_ms,p95_ms,p99_ms,max_ms,ok,rejected,errors,error_percent,generator_bound
            1000,900,545,812,800,1500,1900,2500,6000,3000,1,33.3,true
            5,0.0,0.0,,,,,,0,0,0,0.0,true
            """);
  }

  @Test
  void table_showsWhatTellsRowsApart_figuresConclusionAndVerdicts() {
    StepResult titled = Steps.titled("2 × knee", CALM).with(Map.of("health_max_ms", 12.34));
    assertThat(
            ResultTable.markdown(
                new RunResult(
                    "overload",
                    "http://h",
                    List.of(CALM, titled),
                    null,
                    false,
                    "Sustains 10 requests/s.",
                    List.of(Verdict.of("p99", false, "1.2 s"), Verdict.notJudged("x", "why")))))
        .contains("|     step |")
        .contains("| 2 × knee |")
        .contains("| health max ms |\n")
        .contains("|             - |\n", "|          12.3 |\n")
        .endsWith("\n\nSustains 10 requests/s.\n\n- FAILED: p99 (1.2 s)\n- not judged: x (why)\n");
  }

  private static RunResult run(
      @Nullable Capacity ceiling, boolean sameMachine, StepResult... steps) {
    return new RunResult(
        "table", "http://h:8031/compute/30", List.of(steps), ceiling, sameMachine, "", List.of());
  }
}
