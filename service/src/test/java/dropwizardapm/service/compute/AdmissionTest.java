package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.service.compute.Admission.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final long SECOND = 1_000_000_000;

  private final CostModel cost = new CostModel(1);
  private final Admission admission =
      new Admission(cost, new Limits(2, Duration.ofSeconds(1), Duration.ofNanos(cost.nanos(15))));

  @Test
  void tiny_isWhatCostsNoMoreThanQueueing() {
    assertThat(admission.isTiny(15)).isTrue();
    assertThat(admission.isTiny(16)).isFalse();
  }

  @Test
  void decide_admitsWithItsCost_whenIdle() {
    assertThat(admission.decide(30, Load.NONE)).isEqualTo(new Decision.Admit(cost.nanos(30)));
  }

  @Test
  void decide_sheds_whenItWouldNotBeReadyInTime() {
    long room = (long) (0.9 * SECOND) - cost.nanos(30);
    assertThat(admission.decide(30, new Load(2 * room, 0, 1))).isInstanceOf(Decision.Admit.class);
    assertThat(admission.decide(30, new Load(2 * room + 2, 0, 1)))
        .isInstanceOf(Decision.Shed.class);
  }

  @Test
  void decide_admitsTheSmall_whenTheLargeAreShed() {
    Load full = new Load(0, 2 * SECOND, 0);
    assertThat(admission.decide(35, full)).isInstanceOf(Decision.Shed.class);
    assertThat(admission.decide(30, full)).isInstanceOf(Decision.Admit.class);
  }

  @Test
  void decide_countsOnHalfTheWorkers_whenSmallMeetLarge() {
    long nearlyHalf = (long) (0.9 * SECOND) - 2 * cost.nanos(30);
    assertThat(admission.decide(30, new Load(nearlyHalf, 1, 0))).isInstanceOf(Decision.Admit.class);
    assertThat(admission.decide(30, new Load(nearlyHalf * 3 / 2, 1, 0)))
        .isInstanceOf(Decision.Shed.class);
    assertThat(admission.decide(30, new Load(nearlyHalf * 3 / 2, 0, 0)))
        .isInstanceOf(Decision.Admit.class);
  }

  @Test
  void decide_expectsALargeToTakeLonger_whenSmallOnesInterruptIt() {
    int large = cost.largestWithin((long) (0.9 * SECOND));
    assertThat(admission.decide(large, new Load(0, 0, 0))).isInstanceOf(Decision.Admit.class);
    assertThat(admission.decide(large, new Load(0, 0, 0.5))).isInstanceOf(Decision.Shed.class);
  }

  @Test
  void decide_namesTheLargestFeasible_whenNoIdleServiceCouldDoIt() {
    int largest = cost.largestWithin((long) (0.9 * SECOND));
    assertThat(admission.decide(largest + 1, Load.NONE))
        .isEqualTo(new Decision.Infeasible(largest));
    assertThat(admission.decide(Fibonacci.MAX_N, Load.NONE))
        .isEqualTo(new Decision.Infeasible(largest));
  }

  @Test
  void retryAfter_isTheTimeToWorkOffTheBacklog_inWholeSeconds() {
    assertThat(admission.retryAfterSeconds(Load.NONE)).isEqualTo(1);
    assertThat(admission.retryAfterSeconds(new Load(SECOND, SECOND, 0))).isEqualTo(1);
    assertThat(admission.retryAfterSeconds(new Load(SECOND, SECOND + 2, 0))).isEqualTo(2);
  }
}
