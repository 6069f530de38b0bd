package dropwizardapm.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dropwizardapm.load.result.Outcome;
import dropwizardapm.load.result.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long MS = 1_000_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<RunningStage> begun = new ArrayList<>();

  @Test
  void requests_areEvenlySpaced_whateverTheInstantsOfAsking() {
    Schedule schedule = schedule(Stage.step("", 4, Duration.ofSeconds(4)));
    List<Long> at = new ArrayList<>();
    for (long now : new long[] {-500, 490, 1600, 2450})
      for (long delay : schedule.due(now * MS)) at.add(now + delay / MS);
    assertThat(at)
        .containsExactlyElementsOf(LongStream.range(0, 16).map(i -> 250 * i).boxed().toList());
  }

  @Test
  void stage_waitsForTheAnswersOfTheOneBefore_andPauses() {
    Schedule schedule = schedule(Stage.step("a", 1, SECOND), Stage.step("b", 1, SECOND));
    assertThat(schedule.due(-500 * MS)).containsExactly(500 * MS);
    RunningStage a = schedule.come();
    assertThat(schedule.due(1000 * MS)).isEmpty();
    a.leave(1500 * MS);
    assertThat(schedule.due(2000 * MS)).isEmpty();
    assertThat(schedule.due(3000 * MS)).containsExactly(1500 * MS);
    assertThat(schedule.isOver()).isFalse();
    RunningStage b = schedule.come();
    assertThat(b.stage().title()).isEqualTo("b");
    b.leave(4501 * MS);
    assertThat(schedule.due(5000 * MS)).isEmpty();
    assertThat(schedule.isOver()).isTrue();
    assertThat(begun).containsExactly(a, b);
  }

  @Test
  void stage_followsAtOnce_whenTheOneBeforeSaysSo_andEachGetsItsOwnAnswers() {
    Schedule schedule =
        schedule(Stage.step("a", 1, SECOND).thenAtOnce(), Stage.step("b", 2, SECOND));
    assertThat(schedule.due(-500 * MS)).containsExactly(500 * MS, 1500 * MS);
    assertThat(schedule.due(500 * MS)).containsExactly(1000 * MS);
    RunningStage a = schedule.come();
    RunningStage b = schedule.come();
    a.recorder().start(0);
    b.recorder().start(1000 * MS);
    b.recorder().end(Outcome.REJECTED, 1000 * MS, 1001 * MS, 1);
    a.recorder().end(Outcome.OK, 0, 1200 * MS, 1);
    assertThat(Ran.results(schedule.ran(), Stage.Kind.STEP))
        .extracting(StepResult::title, StepResult::ok, StepResult::rejected)
        .containsExactly(tuple("a", 1, 0), tuple("b", 0, 1));
  }

  @Test
  void remainingTime_isThatOfTheStagesLeft() {
    Schedule schedule =
        schedule(
            Stage.step("", 1, Duration.ofSeconds(10)), Stage.step("", 1, Duration.ofSeconds(5)));
    var _ = schedule.due(-500 * MS);
    var _ = schedule.come();
    assertThat(schedule.remaining(4000 * MS)).isEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void multiples_followFromTheKneeThatIsFound() {
    QueueModel model = new QueueModel(771, Duration.ofMillis(10), 50_000, Set.of());
    Search search = new Search(10, Search.STAGE, new Objective(SECOND));
    FromKnee plan =
        new FromKnee(OptionalInt.empty(), search, knee -> FromKnee.overload(knee, SECOND));
    List<Ran> ran = model.run(plan, SECOND);
    int knee = plan.found(ran);
    assertThat(knee).isBetween(727, 786);
    assertThat(Ran.results(ran, Stage.Kind.STEP))
        .extracting(StepResult::offeredRps)
        .containsExactly(knee, 2 * knee, 5 * knee, 10 * knee);
  }

  @Test
  void knee_isNotLookedFor_whenItIsGiven() {
    QueueModel model = new QueueModel(771, Duration.ofMillis(10), 50_000, Set.of());
    Search search = new Search(10, Search.STAGE, new Objective(SECOND));
    List<Ran> ran =
        model.run(
            new FromKnee(
                OptionalInt.of(500), search, k -> FromKnee.spike(k, Duration.ofSeconds(4))),
            SECOND);
    assertThat(ran.getFirst().stage().kind()).isEqualTo(Stage.Kind.WARM_UP);
    assertThat(Ran.results(ran, Stage.Kind.STEP))
        .extracting(StepResult::offeredRps, StepResult::started)
        .containsExactly(tuple(300, 600), tuple(1500, 6000), tuple(300, 600));
  }

  @Test
  void users_comeWhileOneThinks_andBeginAgainUntilTheEnd() {
    Schedule schedule = schedule(Stage.closed(4, SECOND, Duration.ofSeconds(10)));
    assertThat(schedule.due(-500 * MS)).containsExactly(500 * MS, 750 * MS, 1000 * MS, 1250 * MS);
    RunningStage stage = schedule.come();
    assertThat(stage.goesOn(9_999 * MS)).isTrue();
    assertThat(stage.goesOn(10_000 * MS)).isFalse();
  }

  private Schedule schedule(Stage... stages) {
    return new Schedule(Plan.of(List.of(stages)), Duration.ofSeconds(3), begun::add);
  }
}
