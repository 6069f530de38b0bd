package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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
    assertThat(outcome(28, DEADLINE.dividedBy(10).toNanos())).isInstanceOf(Outcome.Late.class);
  }

  @Test
  void job_isDroppedUnstarted_whenItCannotFinishAnyMore() {
    assertThat(outcome(22, DEADLINE.toNanos())).isInstanceOf(Outcome.Late.class);
  }

  /** How the estimate of costs has changed once a job has ended in whose middle that happens. */
  private double change(Class<? extends Outcome> end, Consumer<ComputePool> happens) {
    CompletableFuture<Runnable> middle = new CompletableFuture<>();
    AtomicInteger looks = new AtomicInteger();
    LongSupplier clock =
        () -> {
          if (looks.incrementAndGet() == 1000) middle.join().run();
          return now.addAndGet(1000);
        };
    try (ComputePool pool =
        new ComputePool(
            new Limits(1, DEADLINE, Duration.ZERO),
            Thread.ofPlatform().daemon().factory(),
            clock)) {
      double before = pool.nanosPerCall();
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      pool.submit(40, outcome::complete);
      middle.complete(() -> happens.accept(pool));
      assertThat(outcome.join()).isInstanceOf(end);
      return pool.nanosPerCall() / before;
    }
  }

  private void letTheDeadlinePass() {
    now.addAndGet(DEADLINE.toNanos());
  }

  @Test
  void estimate_grows_whenAJobIsGivenUpAtItsDeadline() {
    assertThat(change(Outcome.Late.class, pool -> letTheDeadlinePass())).isGreaterThan(1);
  }

  @Test
  void estimate_staysPut_whenAJobIsGivenUpAfterAPause() {
    assertThat(change(Outcome.Late.class, pool -> pool.submit(15, small -> letTheDeadlinePass())))
        .isEqualTo(1);
  }
}
