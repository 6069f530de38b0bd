package dropwizardapm.load.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dropwizardapm.load.result.ResultFiles;
import dropwizardapm.load.result.RunResult;
import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Steps;
import dropwizardapm.load.result.Verdict;
import dropwizardapm.load.result.Verdict.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  private static final int REPETITIONS = 5;

  @TempDir Path directory;

  @Test
  void regressionOfTenPercent_isFound_byRowAndFigure() {
    List<Verdict> verdicts = judge(run(new Random(1), 1), run(new Random(2), 1.1));
    assertThat(verdicts).extracting(Verdict::state).containsOnly(State.FAILED);
    assertThat(verdicts.getFirst().promise()).startsWith("10 RPS");
    assertThat(verdicts.getFirst().text()).contains("WORSE: p50 × 1.1");
  }

  @Test
  void nothing_isFound_inTenRunsWithoutARegression() {
    List<StepResult> before = run(new Random(0), 1);
    for (int seed = 1; seed <= 10; seed++)
      assertThat(judge(before, run(new Random(seed), 1)))
          .extracting(Verdict::state)
          .containsOnly(State.PASSED);
  }

  @Test
  void improvement_isNoRegression() {
    assertThat(judge(run(new Random(1), 1), run(new Random(2), 0.7)))
        .extracting(Verdict::state)
        .containsOnly(State.PASSED);
  }

  @Test
  void nothing_isJudged_withoutRepetitions_orWithoutTheRow() {
    List<StepResult> run = run(new Random(1), 1);
    assertThat(judge(run, run.subList(0, 2)))
        .extracting(Verdict::state)
        .containsOnly(State.NOT_JUDGED);
    assertThat(judge(run, List.of(Steps.calm(77, 5))).getFirst().text())
        .contains("does not have that row");
    assertThat(judge(run, List.of())).extracting(Verdict::state).containsExactly(State.NOT_JUDGED);
  }

  @Test
  void baseline_isReadFromTheResultOfARun() throws IOException {
    List<StepResult> steps = run(new Random(1), 1);
    Path file = directory.resolve("result.json");
    Files.writeString(
        file,
        ResultFiles.json(new RunResult("table", "http://h", steps, null, true, "", List.of())));
    assertThat(Baseline.read(file).judge(Baseline.of(steps)))
        .extracting(Verdict::state)
        .containsOnly(State.PASSED)
        .hasSize(2);
  }

  @Test
  void otherFile_isRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("other.json"), "{\"a\": 1}");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Baseline.read(file));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Baseline.read(directory.resolve("none.json")));
  }

  private static List<Verdict> judge(List<StepResult> before, List<StepResult> now) {
    return Baseline.of(before).judge(Baseline.of(now));
  }

  /** Two rows in turns, 2 % of noise. */
  private static List<StepResult> run(Random random, double service) {
    List<StepResult> steps = new ArrayList<>();
    for (int i = 0; i < REPETITIONS; i++)
      for (int rps : new int[] {10, 100})
        steps.add(Steps.calm(rps, 8 * service * (1 + 0.02 * random.nextGaussian())));
    return steps;
  }
}
