package dropwizardapm.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.load.plan.Objective.Reason;
import dropwizardapm.load.plan.Search.Known;
import dropwizardapm.load.result.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Set<Integer> CALM = Set.of();
  private static final Search SEARCH =
      new Search(10, Search.STAGE, new Objective(Duration.ofSeconds(1)));

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 9, 33, 100, 771, 2_345, 9_000})
  void knee_isFoundWithinSixPercent_whateverTheCapacity(double capacity) {
    Known known = search(new QueueModel(capacity, NEVER, 50_000, CALM));
    assertThat((double) known.low())
        .isBetween(Math.floor(capacity / 1.06), Math.ceil(capacity * 1.02));
    assertThat(known.beyond()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 200, 900})
  void knee_isTheSame_whenTheServiceRejectsEarlyOrLate(long millis) {
    Known known = search(new QueueModel(771, Duration.ofMillis(millis), 50_000, CALM));
    assertThat(known.low()).isBetween(727, 786);
  }

  @Test
  void reason_isThatTheServiceRejects_whenItDoes() {
    Known known = search(new QueueModel(700, Duration.ofMillis(10), 50_000, CALM));
    assertThat(known.beyond().orElseThrow().reason()).isEqualTo(Reason.REJECTED);
  }

  @Test
  void reason_isTheGenerator_whenItIsTheLimit() {
    Known known = search(new QueueModel(5_000, NEVER, 1_000, CALM));
    assertThat(known.low()).isBetween(970, 1_020);
    assertThat(known.beyond().orElseThrow().reason()).isEqualTo(Reason.GENERATOR);
  }

  @Test
  void knee_isTheSame_whenSingleStagesAreDisturbed() {
    Known known = search(new QueueModel(771, Duration.ofSeconds(1), 50_000, Set.of(4, 9)));
    assertThat(known.low()).isBetween(727, 786);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60, 90, 120})
  void knee_isTheSame_whenTheServiceWasColdAtFirst(int seconds) {
    Known known =
        search(
            new QueueModel(771, Duration.ofSeconds(1), 50_000, CALM)
                .cold(Duration.ofSeconds(seconds)));
    assertThat(known.low()).isBetween(727, 786);
  }

  @Test
  void search_ends_whenTheServiceNoLongerAnswers() {
    QueueModel model = new QueueModel(350, NEVER, 50_000, CALM).mortal();
    Known known = search(model);
    assertThat(known.low()).isEqualTo(320);
    assertThat(known.high()).isEqualTo(640);
    assertThat(known.beyond().orElseThrow().reason()).isEqualTo(Reason.GONE);
    assertThat(model.elapsed()).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void search_endsWithoutARate_whenNoneIsSustained() {
    Known known = search(new QueueModel(0.5, NEVER, 50_000, CALM));
    assertThat(known.low()).isZero();
    assertThat(known.row()).isEmpty();
    assertThat(known.high()).isEqualTo(1);
  }

  @Test
  void search_takesFiveMinutesAtMost_byDefault() {
    QueueModel model = new QueueModel(771, Duration.ofMillis(900), 50_000, CALM);
    search(model);
    assertThat(model.elapsed()).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void remainingTime_shrinksToNothing() {
    List<Ran> ran = new QueueModel(771, NEVER, 50_000, CALM).run(SEARCH, Duration.ofSeconds(1));
    assertThat(SEARCH.remaining(ran.subList(0, 1))).isGreaterThan(Duration.ofMinutes(1));
    assertThat(SEARCH.remaining(ran)).isZero();
  }

  @Test
  void warmUp_isNotJudged() {
    List<Ran> ran =
        new QueueModel(771, NEVER, 50_000, Set.of(1)).run(SEARCH, Duration.ofSeconds(1));
    assertThat(ran.getFirst().stage().kind()).isEqualTo(Stage.Kind.WARM_UP);
    assertThat(Ran.results(ran, Stage.Kind.SEARCH))
        .extracting(StepResult::offeredRps)
        .startsWith(10, 20, 40, 80, 160, 320, 640, 1280);
  }

  private static Known search(QueueModel model) {
    return SEARCH.known(model.run(SEARCH, Duration.ofSeconds(1)));
  }
}
