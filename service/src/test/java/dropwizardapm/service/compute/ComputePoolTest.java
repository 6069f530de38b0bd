package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputePoolTest {
  private final ComputePool pool =
      new ComputePool(
          new Limits(1, Duration.ofSeconds(2), Duration.ofNanos(2_000)),
          Thread.ofPlatform().daemon().name("compute").factory(),
          System::nanoTime);

  @AfterEach
  void close() {
    pool.close();
  }

  private Outcome get(CompletableFuture<Outcome> outcome) throws Exception {
    return outcome.get(30, TimeUnit.SECONDS);
  }

  private CompletableFuture<Outcome> submit(int n) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    pool.submit(n, outcome::complete);
    return outcome;
  }

  @Test
  void submit_computes() throws Exception {
    assertThat(get(submit(27)))
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> {
              assertThat(done.result()).isEqualTo(196418);
              assertThat(done.computeNanos()).isPositive();
            });
    assertThat(pool.backlogSeconds()).isZero();
  }

  @Test
  void submit_answersBeforeItReturns_whenTiny() {
    assertThat(submit(5))
        .isCompletedWithValueMatching(
            outcome ->
                outcome instanceof Outcome.Done(int n, long result, long took, long waited)
                    && result == 5
                    && waited == 0);
  }

  @Test
  void submit_rejects_whenTheBacklogIsFull() throws Exception {
    int large = largest();
    CompletableFuture<Outcome> first = submit(large);
    assertThat(submit(large)).isCompletedWithValueMatching(Outcome.Overload.class::isInstance);
    assertThat(pool.backlogSeconds()).isPositive();
    assertThat(submit(5)).isCompletedWithValueMatching(Outcome.Done.class::isInstance);
    assertThat(first).isNotDone();
    await().until(() -> pool.backlogSeconds() == 0);
  }

  @Test
  void submit_isRejected_whenClosed() {
    pool.close();
    assertThat(submit(30)).isCompletedWithValue(new Outcome.Draining());
  }

  @Test
  void close_finishesWhatWasAdmitted() {
    CompletableFuture<Outcome> first = submit(30);
    CompletableFuture<Outcome> second = submit(30);
    pool.close();
    assertThat(first).isCompletedWithValueMatching(Outcome.Done.class::isInstance);
    assertThat(second).isCompletedWithValueMatching(Outcome.Done.class::isInstance);
  }

  private int largest() {
    CompletableFuture<Outcome> outcome = submit(Fibonacci.MAX_N);
    return ((Outcome.Infeasible) outcome.join()).largestN();
  }
}
