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
  private void refuseMany() {
    for (int i = 0; i < MANY; i++) {
      pacer.refuse(() -> {});
    }
    advance(500);
  }

  private void advance(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void refusal_isHeld_whenThereWereMany() {
    List<String> order = new ArrayList<>();
    pacer.refuse(() -> order.add("first"));
    refuseMany();
    pacer.refuse(() -> order.add("held"));
    assertThat(order).containsExactly("first");
  }

  @Test
  void heldRefusal_isTakenAlongByTheNext_onceDue() {
    AtomicReference<String> by = holdOne();
    advance(249);
    pacer.refuse(() -> {});
    assertThat(by).hasValue(NOBODY);
    advance(1);
    pacer.refuse(() -> {});
    assertThat(by).hasValue(Thread.currentThread().getName());
  }

  @Test
  void refusal_takesEightAlong_whenMoreAreDue() {
    AtomicInteger taken = new AtomicInteger();
    refuseMany();
    for (int i = 0; i < 20; i++) pacer.refuse(taken::incrementAndGet);
    advance(250);
    pacer.refuse(() -> {});
    assertThat(taken).hasValue(8);
  }

  @Test
  void heldRefusal_goesOutByItself_whenNoOtherComes() {
    AtomicReference<String> by = holdOne();
    advance(300);
    await().until(by::get, "refusals"::equals);
  }

  @Test
  void others_goOut_whenAHeldRefusalThrowsAnError() {
    AtomicInteger answered = new AtomicInteger();
    refuseMany();
    pacer.refuse(
        () -> {
          throw new NoClassDefFoundError("com/acme/Answer");
        });
    pacer.refuse(answered::incrementAndGet);
    advance(250);
    pacer.refuse(() -> {});
    assertThat(answered).hasValue(1);

    AtomicReference<String> by = new AtomicReference<>(NOBODY);
    pacer.refuse(
        () -> {
          throw new NoClassDefFoundError("com/acme/Answer");
        });
    pacer.refuse(() -> by.set(Thread.currentThread().getName()));
    advance(300);
    await().until(by::get, "refusals"::equals);
  }

  @Test
  void refusal_isNotHeld_whenAThousandAre() {
    AtomicReference<String> by = new AtomicReference<>(NOBODY);
    refuseMany();
    for (int i = 0; i < 999; i++) pacer.refuse(() -> {});
    pacer.refuse(() -> by.set("held"));
    assertThat(by).hasValue(NOBODY);
    pacer.refuse(() -> by.set(Thread.currentThread().getName()));
    assertThat(by).hasValue(Thread.currentThread().getName());
  }

  private AtomicReference<String> holdOne() {
    AtomicReference<String> by = new AtomicReference<>(NOBODY);
    refuseMany();
    pacer.refuse(() -> by.set(Thread.currentThread().getName()));
    return by;
  }
}
