package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

  /** Each look at the clock takes {@code step}, so that time passes only as the work goes on. */
  private Outcome outcome(int n, long step) {
    try (ComputePool pool =
        new ComputePool(
            new Limits(1, DEADLINE, Duration.ZERO),
            Thread.ofPlatform().daemon().factory(),
            () -> now.addAndGet(step))) {
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      pool.submit(n, outcome::complete);
      return outcome.join();
    }
  }

  @Test
  void job_isDone_whenTheClockRollsOver() {
    now.set(Long.MAX_VALUE - 10);
    assertThat(outcome(25, 1)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void job_expiresWhileRunning_whenItsDeadlinePasses() {
    assertThat(outcome(28, DEADLINE.dividedBy(10).toNanos())).isInstanceOf(Outcome.Expired.class);
  }

  @Test
  void job_isDroppedUnstarted_whenItCannotFinishAnyMore() {
    assertThat(outcome(22, DEADLINE.toNanos())).isInstanceOf(Outcome.Expired.class);
  }
}
