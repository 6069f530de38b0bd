package dropwizardapm.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.load.plan.Objective.Finding;
import dropwizardapm.load.plan.Objective.Reason;
import dropwizardapm.load.result.Second;
import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Steps;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final Objective ONE_SECOND = new Objective(Duration.ofSeconds(1));

  @Test
  void rate_holds_atTheBounds() {
    assertThat(ONE_SECOND.of(Steps.calm(100, 1000)).holds()).isTrue();
    assertThat(ONE_SECOND.of(Steps.row(100, 990, 5, 5, 3)).holds()).isTrue();
  }

  @Test
  void rate_isMissed_forEachReason() {
    assertMissed(Steps.calm(100, 1001), Reason.LATE);
    assertMissed(Steps.row(100, 980, 11, 9, 3), Reason.REJECTED);
    assertMissed(Steps.row(100, 980, 9, 11, 3), Reason.ERRORS);
    assertMissed(Steps.row(100, 0, 0, 1000, 3), Reason.GONE);
    assertMissed(Steps.sentIn(10.3, Steps.calm(100, 3)), Reason.GENERATOR);
  }

  @Test
  void rate_isMissed_whenNothingWasOk() {
    assertThat(ONE_SECOND.of(Steps.row(100, 0, 0, 1000, Double.NaN)).holds()).isFalse();
  }

  @Test
  void queueThatGrows_isSeenBeforeItIsTooLong() {
    List<Second> growing = IntStream.range(0, 15).mapToObj(i -> Steps.second(5 + 30 * i)).toList();
    assertMissed(Steps.during(growing, Steps.calm(100, 400)), Reason.QUEUE);
  }

  @Test
  void oneStall_isNoQueueThatGrows() {
    List<Second> stall =
        IntStream.range(0, 15).mapToObj(i -> Steps.second(i == 12 ? 900 : 5)).toList();
    assertThat(ONE_SECOND.of(Steps.during(stall, Steps.calm(100, 400))).holds()).isTrue();
  }

  private static void assertMissed(StepResult row, Reason reason) {
    Finding finding = ONE_SECOND.of(row);
    assertThat(finding.holds()).isFalse();
    assertThat(finding.reason()).isEqualTo(reason);
  }
}
