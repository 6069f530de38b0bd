package dropwizardapm.bundle.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkheadTest {
  private static final int MAX_THREADS = 3;
  private static final Duration LIMIT = Duration.ofMillis(300);

  private final String threadName = "bulkhead-" + System.identityHashCode(this);
  private final Bulkhead bulkhead = new Bulkhead(threadName, MAX_THREADS, LIMIT);
  private final CountDownLatch release = new CountDownLatch(1);
  private final Map<Integer, Integer> asked = new ConcurrentHashMap<>();

  @AfterEach
  void releaseAll() {
    release.countDown();
  }

  private int hang(int one) {
    asked.merge(one, 1, Integer::sum);
    while (true) {
      try {
        release.await();
        return one;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(threadName))
        .count();
  }

  @Test
  void answers_comeInTheOrderOfTheQuestions() {
    assertThat(bulkhead.ask(numbers(100), n -> n * 2))
        .extracting(Answer::value)
        .isEqualTo(numbers(100).stream().map(n -> n * 2).toList());
  }

  @Test
  void others_areAsked_whenOneThrowsAnError() {
    List<Answer<Integer>> answers =
        bulkhead.ask(
            numbers(3),
            n -> {
              if (n == 1) throw new NoClassDefFoundError("com/acme/Driver");
              return n;
            });
    assertThat(answers).extracting(Answer::value).containsExactly(0, null, 2);
    assertThat(answers.get(1).failure()).isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void others_areAsked_whenOneUsesUpTheStack() {
    assertThat(bulkhead.ask(numbers(2), n -> n == 0 ? endless(n) : n))
        .extracting(Answer::value)
        .containsExactly(null, 1);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int endless(int n) {
    return endless(n + 1) + 1;
  }

  @Test
  void others_areAsked_whenOneHangs() {
    List<Answer<Integer>> answers = bulkhead.ask(numbers(3), n -> n == 1 ? hang(n) : n);
    assertThat(answers).extracting(Answer::value).containsExactly(0, null, 2);
    assertThat(answers).extracting(Answer::isMissing).containsExactly(false, true, false);
  }

  @Test
  void oneThatHangs_isNotAskedAgain_beforeItHasReturned() {
    for (int round = 0; round < 3; round++) bulkhead.ask(numbers(3), n -> n == 1 ? hang(n) : n);
    assertThat(asked).containsOnly(Map.entry(1, 1));
    assertThat(threads()).isLessThanOrEqualTo(MAX_THREADS);

    release.countDown();
    await()
        .untilAsserted(
            () ->
                assertThat(bulkhead.ask(numbers(3), n -> n == 1 ? hang(n) : n))
                    .extracting(Answer::value)
                    .containsExactly(0, 1, 2));
  }

  @Test
  void threads_areBounded_andTheQuestionToo_whenEverythingHangs() {
    long start = System.nanoTime();
    for (int round = 0; round < 3; round++)
      assertThat(bulkhead.ask(numbers(50), this::hang)).allMatch(Answer::isMissing);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.multipliedBy(6));
    assertThat(threads()).isEqualTo(MAX_THREADS);
    assertThat(asked).hasSize(MAX_THREADS);
  }

  @Test
  void slowAnswers_arriveAll_whenTheyAreWithinTheLimit() {
    assertThat(
            bulkhead.ask(
                numbers(MAX_THREADS),
                n -> {
                  pause(LIMIT.dividedBy(6));
                  return n;
                }))
        .extracting(Answer::value)
        .isEqualTo(numbers(MAX_THREADS));
  }

  @Test
  void interruption_ofOne_isNotTheNextOnes() {
    assertThat(
            bulkhead.ask(
                numbers(2),
                n -> {
                  boolean before = Thread.currentThread().isInterrupted();
                  Thread.currentThread().interrupt();
                  return before;
                }))
        .extracting(Answer::value)
        .containsExactly(false, false);
  }

  @Test
  void caller_returnsAtOnce_whenInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(bulkhead.ask(numbers(1), this::hang)).allMatch(Answer::isMissing);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
