package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final long SECOND = 1_000_000_000;

  private final CostModel cost = new CostModel(1);
  private final Admission admission =
      new Admission(cost, new Limits(2, Duration.ofSeconds(1), Duration.ofNanos(cost.nanos(15))));

  private Outcome.@Nullable Rejected reject(int n, Backlog load) {
    return admission.reject(cost.nanos(n), load);
  }

  @Test
  void tiny_isWhatCostsNoMoreThanQueueing() {
    assertThat(admission.isTiny(15)).isTrue();
    assertThat(admission.isTiny(16)).isFalse();
  }

  @Test
  void reject_isNothing_whenIdle() {
    assertThat(reject(30, Backlog.NONE)).isNull();
  }

  @Test
  void reject_isForOverload_whenItWouldNotBeReadyInTime() {
    long room = (long) (0.9 * SECOND) - cost.nanos(30);
    assertThat(reject(30, new Backlog(2 * room, 0, 1))).isNull();
    assertThat(reject(30, new Backlog(2 * room + 2, 0, 1))).isInstanceOf(Outcome.Overload.class);
  }

  @Test
  void reject_admitsTheSmall_whenTheLargeAreRejected() {
    Backlog full = new Backlog(0, 2 * SECOND, 0);
    assertThat(reject(35, full)).isInstanceOf(Outcome.Overload.class);
    assertThat(reject(30, full)).isNull();
  }

  @Test
  void reject_countsOnHalfTheWorkers_whenSmallMeetLarge() {
    long nearlyHalf = (long) (0.9 * SECOND) - 2 * cost.nanos(30);
    assertThat(reject(30, new Backlog(nearlyHalf, 1, 0))).isNull();
    assertThat(reject(30, new Backlog(nearlyHalf * 3 / 2, 1, 0)))
        .isInstanceOf(Outcome.Overload.class);
    assertThat(reject(30, new Backlog(nearlyHalf * 3 / 2, 0, 0))).isNull();
  }

  @Test
  void reject_expectsALargeToTakeLonger_whenSmallOnesInterruptIt() {
    int large = cost.largestWithin((long) (0.9 * SECOND));
    assertThat(reject(large, new Backlog(0, 0, 0))).isNull();
    assertThat(reject(large, new Backlog(0, 0, 0.5))).isInstanceOf(Outcome.Overload.class);
  }

  @Test
  void reject_namesTheLargestFeasible_whenNoIdleServiceCouldDoIt() {
    int largest = cost.largestWithin((long) (0.9 * SECOND));
    assertThat(reject(largest + 1, Backlog.NONE)).isEqualTo(new Outcome.Infeasible(largest));
    assertThat(reject(Fibonacci.MAX_N, Backlog.NONE)).isEqualTo(new Outcome.Infeasible(largest));
  }

  @Test
  void retryAfter_isTheTimeToWorkOffTheBacklog_inWholeSeconds() {
    assertThat(admission.retryAfterSeconds(Backlog.NONE)).isEqualTo(1);
    assertThat(admission.retryAfterSeconds(new Backlog(SECOND, SECOND, 0))).isEqualTo(1);
    assertThat(admission.retryAfterSeconds(new Backlog(SECOND, SECOND + 2, 0))).isEqualTo(2);
  }
}
