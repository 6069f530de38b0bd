package dropwizardapm.load.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.load.result.Latencies;
import dropwizardapm.load.result.Second;
import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Steps;
import dropwizardapm.load.result.Verdict;
import dropwizardapm.load.result.Verdict.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final Map<String, Double> QUICK =
      Map.of("health_max_ms", 20.0, "metrics_max_ms", 99.0);
  private static final StepResult KNEE = Steps.calm(100, 50).with(QUICK);

  @Test
  void requirement_namesTheRowsThatMissIt() {
    assertThat(judge("p95<1s,ok>99%", Steps.calm(10, 5), Steps.row(20, 180, 20, 0, 1500)))
        .extracting(Verdict::toString)
        .containsExactly(
            "FAILED: p95<1s (p95 at 20 RPS: 1.50s)", "FAILED: ok>99% (ok at 20 RPS: 90%)");
    assertThat(judge("goodput>=10,p50<=5ms,errors<=0%", Steps.calm(10, 5)))
        .extracting(Verdict::state)
        .containsOnly(State.PASSED);
  }

  @Test
  void requirement_leavesOutRowsThatOnlyTellOfTheGenerator() {
    StepResult slow = Steps.sentIn(20, Steps.calm(1000, 5000));
    assertThat(judge("p95<1s", slow)).extracting(Verdict::state).containsExactly(State.NOT_JUDGED);
    assertThat(judge("p95<1s", slow, Steps.calm(10, 5)))
        .extracting(Verdict::toString)
        .containsExactly("passed: p95<1s (1 rows, 1 generator-bound left out)");
  }

  @Test
  void overload_passes_whenTheServiceKeepsItsPromises() {
    assertThat(Overload.of(List.of(KNEE, times10(960, 9040, 0, 900).with(QUICK))))
        .extracting(Verdict::state)
        .containsOnly(State.PASSED)
        .hasSize(5);
  }

  @Test
  void overload_fails_forEachPromise() {
    Map<String, Double> slow = Map.of("health_max_ms", 101.0, "metrics_max_ms", 5000.0);
    assertThat(Overload.of(List.of(KNEE, times10(940, 9050, 10, 1001).with(slow))))
        .extracting(Verdict::state)
        .containsOnly(State.FAILED);
  }

  @Test
  void overload_isNotJudged_whenTheGeneratorCouldNotSendIt() {
    StepResult last = Steps.sentIn(11, times10(500, 500, 0, 900).with(QUICK));
    assertThat(Overload.of(List.of(KNEE, last)))
        .extracting(Verdict::state)
        .containsOnly(State.NOT_JUDGED);
    assertThat(Overload.of(List.of(KNEE, last)).getFirst().text()).contains("generator-bound");
  }

  @Test
  void spike_passes_whenItIsNormalWithinFiveSeconds_andFailsAfterwards() {
    assertThat(spike(5)).isEqualTo(State.PASSED);
    assertThat(spike(6)).isEqualTo(State.FAILED);
    assertThat(spike(30)).isEqualTo(State.FAILED);
  }

  @Test
  void spike_isNotJudged_whenTheGeneratorCouldNotSendIt() {
    StepResult spike = Steps.sentIn(15, Steps.row(500, 1000, 4000, 0, 900));
    assertThat(Spike.of(List.of(KNEE, spike, after(0))).getFirst().state())
        .isEqualTo(State.NOT_JUDGED);
  }

  @Test
  void soak_findsAPlantedLeak() {
    assertThat(soak(i -> 60 + 2 * i, i -> 50, i -> 8)).containsExactly("live set does not grow");
    assertThat(soak(i -> 60, i -> 50 + i, i -> 8)).containsExactly("descriptors do not grow");
    assertThat(soak(i -> 60, i -> 50, i -> 8 + i)).containsExactly("latency does not grow");
  }

  @Test
  void soak_isSilent_whenThereIsOnlyNoise() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      assertThat(
              soak(
                  i -> 60 + 6 * random.nextDouble(),
                  i -> 50 + random.nextInt(20),
                  i -> 8 + 20 * random.nextDouble()))
          .isEmpty();
    }
  }

  @Test
  void heap_isNotAccused_whenNoCollectionTellsWhatIsGarbage() {
    List<StepResult> windows =
        IntStream.range(0, 20)
            .mapToObj(i -> Steps.calm(10, 5).with(Map.of("heap_low_mib", 30.0 + 3 * i)))
            .toList();
    assertThat(Soak.of(windows).get(1).state()).isEqualTo(State.NOT_JUDGED);
  }

  private static List<Verdict> judge(String bounds, StepResult... rows) {
    return Objects.requireNonNull(Requirements.parse(bounds)).judge(List.of(rows));
  }

  private static StepResult times10(int ok, int rejected, int errors, double millis) {
    return Steps.titled("10 × knee", Steps.row(1000, ok, rejected, errors, millis));
  }

  private static State spike(int badSeconds) {
    return Spike.of(List.of(KNEE, Steps.row(500, 1000, 4000, 0, 900), after(badSeconds)))
        .getFirst()
        .state();
  }

  /** Thirty seconds; the first ones are not normal yet. */
  private static StepResult after(int badSeconds) {
    List<Second> seconds = new ArrayList<>();
    for (int i = 0; i < 30; i++)
      seconds.add(
          i >= badSeconds
              ? Steps.second(60)
              : new Second(50, i % 2, 0, new Latencies(700, 700, 900, 900, 900)));
    return Steps.during(seconds, KNEE);
  }

  /** What does not stay as it is. */
  private static List<String> soak(
      IntToDoubleFunction heap, IntToDoubleFunction descriptors, IntToDoubleFunction p95) {
    List<StepResult> windows =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    Steps.calm(10, p95.applyAsDouble(i))
                        .with(
                            Map.of(
                                "live_set_mib",
                                heap.applyAsDouble(i) + i % 3 / 100.0,
                                "open_fds",
                                descriptors.applyAsDouble(i))))
            .toList();
    return Soak.of(windows).stream()
        .filter(v -> v.state() == State.FAILED)
        .map(Verdict::promise)
        .toList();
  }
}
