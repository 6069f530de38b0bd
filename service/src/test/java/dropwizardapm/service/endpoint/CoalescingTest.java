package dropwizardapm.service.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class CoalescingTest {
  private static final String APPLICATION = "application";
  private static final long REST = Coalescing.REST.toNanos();

  private final Queue<Runnable> first = new ArrayDeque<>();
  private final Queue<Runnable> second = new ArrayDeque<>();
  private final Queue<Runnable> admin = new ArrayDeque<>();
  private final Map<String, List<Executor>> loops =
      Map.of(APPLICATION, List.of(first::add, second::add), "admin", List.of(admin::add));
  private final List<Long> slept = new ArrayList<>();
  private final Coalescing<String> coalescing = new Coalescing<>(loops::get, slept::add);

  @Test
  void eachLoopRests_whenItHasDoneWhatItKnowsOf() {
    coalescing.rest(APPLICATION);
    assertThat(slept).isEmpty();
    first.remove().run();
    second.remove().run();
    assertThat(slept).containsExactly(REST, REST);
  }

  @Test
  void loopsOfOthers_doNotRest() {
    coalescing.rest(APPLICATION);
    assertThat(admin).isEmpty();
  }

  @Test
  void loopRestsOnce_whenManyAskForIt() {
    for (int i = 0; i < 10; i++) coalescing.rest(APPLICATION);
    assertThat(first).hasSize(1);
  }

  @Test
  void loopRestsAgain_whenAskedAfterItsRest() {
    coalescing.rest(APPLICATION);
    first.remove().run();
    coalescing.rest(APPLICATION);
    assertThat(first).hasSize(1);
  }
}
