package dropwizardapm.load.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StepResultTest {
  private static final long MS = 1_000_000;

  @Test
  void percentiles_areMeasuredTimes() {
    StepRecorder recorder = new StepRecorder("", 100);
    for (long i = 100; i >= 1; i--) request(recorder, i * 10 * MS, i * MS, Outcome.OK);
    assertThat(recorder.result().latencies()).isEqualTo(new Latencies(50.5, 50, 95, 99, 100));
  }

  @Test
  void latencies_areThoseOfTheOnlyRequest_whenThereIsOne() {
    StepRecorder recorder = new StepRecorder("", 1);
    request(recorder, 0, 7 * MS, Outcome.OK);
    assertThat(recorder.result().latencies()).isEqualTo(new Latencies(7, 7, 7, 7, 7));
    assertThat(recorder.result().achievedRps()).isEqualTo(1);
  }

  @Test
  void latencies_leaveOutRejectedAndFailedRequests() {
    StepRecorder recorder = new StepRecorder("", 10);
    request(recorder, 0, 100 * MS, Outcome.OK);
    request(recorder, 100 * MS, MS, Outcome.REJECTED);
    request(recorder, 200 * MS, 60_000 * MS, Outcome.ERROR);
    StepResult result = recorder.result();
    assertThat(result.latencies()).isEqualTo(new Latencies(100, 100, 100, 100, 100));
    assertThat(result.errorPercent()).isCloseTo(66.7, within(0.1));
    assertThat(new int[] {result.started(), result.ok(), result.rejected(), result.errors()})
        .containsExactly(3, 1, 1, 1);
  }

  @Test
  void row_isEmpty_whenNothingWasSent() {
    StepResult result = new StepRecorder("", 10).result();
    assertThat(result.achievedRps()).isZero();
    assertThat(result.goodputRps()).isZero();
    assertThat(result.errorPercent()).isZero();
    assertThat(result.latencies()).isEqualTo(Latencies.NONE);
  }

  @Test
  void computation_isTheMeanOfOkAnswers() {
    StepRecorder recorder = new StepRecorder("", 10);
    request(recorder, 0, 4 * MS, Outcome.OK);
    request(recorder, 0, 8 * MS, Outcome.OK);
    recorder.end(Outcome.REJECTED, 0, MS, Double.NaN);
    assertThat(recorder.result().computationMillis()).isEqualTo(3);
  }

  @Test
  void row_isNotGeneratorBound_whenRequestsLeaveOnTime() {
    StepResult result = sentEvery(10 * MS, 100);
    assertThat(result.achievedRps()).isCloseTo(100, within(0.001));
    assertThat(result.generatorBound()).isFalse();
  }

  @Test
  void row_isGeneratorBound_whenRequestsLeaveLate() {
    StepResult result = sentEvery(10 * MS + MS / 4, 100);
    assertThat(result.achievedRps()).isCloseTo(97.56, within(0.01));
    assertThat(result.generatorBound()).isTrue();
  }

  @Test
  void achievedRate_survivesTheClocksRollover() {
    StepRecorder recorder = new StepRecorder("", 10);
    for (long i = 0; i <= 10; i++)
      request(recorder, Long.MAX_VALUE - 500 * MS + i * 100 * MS, MS, Outcome.OK);
    assertThat(recorder.result().achievedRps()).isCloseTo(10, within(0.001));
    assertThat(recorder.result().latencies().mean()).isEqualTo(1);
  }

  @Test
  void goodput_countsUntilTheLastAnswer_whenTheServiceLagsBehind() {
    StepRecorder recorder = new StepRecorder("", 10);
    for (long i = 0; i < 10; i++) request(recorder, i * 100 * MS, 1100 * MS, Outcome.OK);
    assertThat(recorder.result().goodputRps()).isCloseTo(5, within(0.001));
  }

  @Test
  void nothing_isLost_whenManyThreadsRecord() throws InterruptedException {
    StepRecorder recorder = new StepRecorder("", 1000);
    CountDownLatch go = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++)
      threads[t] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    await(go);
                    for (long i = 0; i < 5000; i++) request(recorder, i * MS, MS, Outcome.OK);
                  });
    go.countDown();
    for (Thread thread : threads) thread.join();
    assertThat(recorder.result().ok()).isEqualTo(20_000);
    assertThat(recorder.result().started()).isEqualTo(20_000);
  }

  private static StepResult sentEvery(long nanos, int requests) {
    StepRecorder recorder = new StepRecorder("", 100);
    for (long i = 0; i < requests; i++) request(recorder, i * nanos, MS, Outcome.OK);
    return recorder.result();
  }

  private static void request(StepRecorder recorder, long start, long nanos, Outcome outcome) {
    recorder.start(start);
    recorder.end(outcome, start, start + nanos, nanos / 2e6);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
