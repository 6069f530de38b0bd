package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CostModelTest {
  private final CostModel cost = new CostModel(2);

  @Test
  void nanos_isCallsTimesCost() {
    assertThat(cost.nanos(10)).isEqualTo(2 * Fibonacci.calls(10));
  }

  @Test
  void nanos_saturates_whenLongCannotHoldIt() {
    assertThat(cost.nanos(Fibonacci.MAX_N)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nanosPerCall_followsFinishedWork() {
    for (int i = 0; i < 50; i++) {
      cost.observe(30, Fibonacci.calls(30));
    }
    assertThat(cost.nanosPerCall()).isCloseTo(1, within(0.01));
  }

  @Test
  void nanosPerCall_staysPut_whenWorkIsTooSmallToTell() {
    cost.observe(5, 1_000_000);
    assertThat(cost.nanosPerCall()).isEqualTo(2);
  }

  @Test
  void nanosPerCall_growsByLessThanHalf_whenOneWorkerWasDescheduled() {
    cost.observe(30, Fibonacci.calls(30) * 1_000);
    assertThat(cost.nanosPerCall()).isLessThan(3);
  }

  @Test
  void nanosPerCall_grows_whenWorkWasGivenUpLaterThanPredicted() {
    for (int i = 0; i < 50; i++) {
      cost.observeGivenUp(30, cost.nanos(30) + Fibonacci.calls(30));
    }
    assertThat(cost.nanosPerCall()).isGreaterThan(3);
  }

  @Test
  void nanosPerCall_staysPut_whenWorkWasGivenUpEarly() {
    cost.observeGivenUp(30, cost.nanos(30) / 2);
    assertThat(cost.nanosPerCall()).isEqualTo(2);
  }

  @Test
  void largestWithin_isTheLastThatFits() {
    assertThat(cost.largestWithin(cost.nanos(30))).isEqualTo(30);
    assertThat(cost.largestWithin(cost.nanos(30) - 1)).isEqualTo(29);
    assertThat(cost.largestWithin(0)).isEqualTo(-1);
  }
}
