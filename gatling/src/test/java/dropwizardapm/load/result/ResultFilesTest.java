package dropwizardapm.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultFilesTest {
  private static final RunResult RUN =
      new RunResult(
          "overload",
          "http://h/compute/30",
          List.of(
              Steps.calm(10, 5).with(Map.of("health_max_ms", 1.23456)),
              Steps.titled("10 × knee", Steps.sentIn(20, Steps.row(100, 1, 998, 1, 1200)))),
          new Capacity(2, 4),
          true,
          "Sustains 10 requests/s.",
          List.of(
              Verdict.of("ok", true, "2 rows"),
              Verdict.of("p95<1s", false, "p95 at \"10\""),
              Verdict.notJudged("served", "why")));

  @Test
  void json_hasWhatTheTableHas_withTheWindowOfEachStep() throws Exception {
    var json = new ObjectMapper().readTree(ResultFiles.json(RUN));
    assertThat(json.at("/profile").asText()).isEqualTo("overload");
    assertThat(json.at("/ceiling/rps").asDouble()).isEqualTo(500);
    assertThat(json.at("/verdicts/1/state").asText()).isEqualTo("failed");
    assertThat(json.at("/steps/0/begin").asText()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(json.at("/steps/0/end").asText()).isEqualTo("1970-01-01T00:00:10Z");
    assertThat(json.at("/steps/0/p95_ms").asDouble()).isEqualTo(5);
    assertThat(json.at("/steps/0/health_max_ms").asDouble()).isEqualTo(1.235);
    assertThat(json.at("/steps/0/seconds")).hasSize(10);
    assertThat(json.at("/steps/1/generator_bound").asBoolean()).isTrue();
    assertThat(json.at("/steps/1/health_max_ms").isNull()).isTrue();
  }

  /** A pipeline would take it for one that has passed. */
  @Test
  void runFails_whereNoRowTellsOfTheService() {
    StepResult calm = Steps.calm(10, 5);
    StepResult late = Steps.sentIn(20, Steps.row(100, 1, 998, 1, 1200));

    assertThat(run(calm, late).failed()).isFalse();
    assertThat(run(late).failed()).isTrue();
    assertThat(RUN.failed()).isTrue();
  }

  private static RunResult run(StepResult... steps) {
    return new RunResult("table", "http://h", List.of(steps), null, true, "", List.of());
  }

  @Test
  void junit_hasACaseForEachStepAndVerdict() {
    assertThat(ResultFiles.junit(RUN))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="load overload" tests="5" failures="1" skipped="2">
              <testcase classname="load" name="10 RPS"></testcase>
              <testcase classname="load" name="100 RPS 10 × knee"><skipped message="generator-bound"/></testcase>
              <testcase classname="load" name="ok"></testcase>
              <testcase classname="load" name="p95&lt;1s"><failure message="p95 at &quot;10&quot;"/></testcase>
              <testcase classname="load" name="served"><skipped message="why"/></testcase>
            </testsuite>
            """);
  }
}
