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
  void decide_computesAtOnce_whenTiny() {
    assertThat(admission.decide(15, 100 * SECOND)).isEqualTo(new Decision.Inline());
  }

  @Test
  void decide_admitsWithItsCost_whenIdle() {
    assertThat(admission.decide(30, 0)).isEqualTo(new Decision.Admit(cost.nanos(30)));
  }

  @Test
  void decide_admits_whenItWouldBeReadyJustInTime() {
    long backlog = 2 * (SECOND - cost.nanos(30));
    assertThat(admission.decide(30, backlog)).isInstanceOf(Decision.Admit.class);
    assertThat(admission.decide(30, backlog + 2)).isInstanceOf(Decision.Shed.class);
  }

  @Test
  void decide_admitsTheSmall_whenTheLargeIsShed() {
    long backlog = 2 * (SECOND - cost.nanos(35)) + 2;
    assertThat(admission.decide(35, backlog)).isInstanceOf(Decision.Shed.class);
    assertThat(admission.decide(25, backlog)).isInstanceOf(Decision.Admit.class);
  }

  @Test
  void decide_namesTheLargestFeasible_whenNoIdleServiceCouldDoIt() {
    int largest = cost.largestWithin(SECOND);
    assertThat(admission.decide(largest, 0)).isInstanceOf(Decision.Admit.class);
    assertThat(admission.decide(largest + 1, 0)).isEqualTo(new Decision.Infeasible(largest));
    assertThat(admission.decide(Fibonacci.MAX_N, 0)).isEqualTo(new Decision.Infeasible(largest));
  }

  @Test
  void retryAfter_isTheTimeToWorkOffTheBacklog_inWholeSeconds() {
    assertThat(admission.retryAfterSeconds(0)).isEqualTo(1);
    assertThat(admission.retryAfterSeconds(2 * SECOND)).isEqualTo(1);
    assertThat(admission.retryAfterSeconds(2 * SECOND + 2)).isEqualTo(2);
  }
}
