package dropwizardapm.service.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final int MANY = 500;
  private static final String NOBODY = "nobody";

  private final AtomicLong now = new AtomicLong();
  private final Pacer pacer = new Pacer(now::get);

  /** So many in half a second that the next are held. */
  private void rejectMany() {
    for (int i = 0; i < MANY; i++) {
      pacer.reject(() -> {});
    }
    advance(500);
  }

  private void advance(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void rejection_isHeld_whenThereWereMany() {
    List<String> order = new ArrayList<>();
    pacer.reject(() -> order.add("first"));
    rejectMany();
    pacer.reject(() -> order.add("held"));
    assertThat(order).containsExactly("first");
  }

  @Test
  void heldRejection_isTakenAlongByTheNext_onceDue() {
    AtomicReference<String> by = holdOne();
    advance(249);
    pacer.reject(() -> {});
    assertThat(by).hasValue(NOBODY);
    advance(1);
    pacer.reject(() -> {});
    assertThat(by).hasValue(Thread.currentThread().getName());
  }

  @Test
  void rejection_takesEightAlong_whenMoreAreDue() {
    AtomicInteger taken = new AtomicInteger();
    rejectMany();
    for (int i = 0; i < 20; i++) pacer.reject(taken::incrementAndGet);
    advance(250);
    pacer.reject(() -> {});
    assertThat(taken).hasValue(8);
  }

  @Test
  void heldRejection_goesOutByItself_whenNoOtherComes() {
    AtomicReference<String> by = holdOne();
    advance(300);
    await().until(by::get, "rejections"::equals);
  }

  @Test
  void others_goOut_whenAHeldRejectionThrowsAnError() {
    AtomicInteger answered = new AtomicInteger();
    rejectMany();
    pacer.reject(
        () -> {
          throw new NoClassDefFoundError("com/acme/Answer");
        });
    pacer.reject(answered::incrementAndGet);
    advance(250);
    pacer.reject(() -> {});
    assertThat(answered).hasValue(1);

    AtomicReference<String> by = new AtomicReference<>(NOBODY);
    pacer.reject(
        () -> {
          throw new NoClassDefFoundError("com/acme/Answer");
        });
    pacer.reject(() -> by.set(Thread.currentThread().getName()));
    advance(300);
    await().until(by::get, "rejections"::equals);
  }

  @Test
  void rejection_isNotHeld_whenAThousandAre() {
    AtomicReference<String> by = new AtomicReference<>(NOBODY);
    rejectMany();
    for (int i = 0; i < 999; i++) pacer.reject(() -> {});
    pacer.reject(() -> by.set("held"));
    assertThat(by).hasValue(NOBODY);
    pacer.reject(() -> by.set(Thread.currentThread().getName()));
    assertThat(by).hasValue(Thread.currentThread().getName());
  }

  private AtomicReference<String> holdOne() {
    AtomicReference<String> by = new AtomicReference<>(NOBODY);
    rejectMany();
    pacer.reject(() -> by.set(Thread.currentThread().getName()));
    return by;
  }
}
