package dropwizardapm.service.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HoldPolicyTest {
  private static final long HOLD_MILLIS = Duration.ofNanos(Pacer.HOLD_NANOS).toMillis();

  private long millis;
  private final HoldPolicy policy = new HoldPolicy(0);

  private boolean reject() {
    return policy.holds(Duration.ofMillis(millis).toNanos());
  }

  /** Requests that come whatever became of those before; the share of them that was held. */
  private double open(int perSecond, Duration time) {
    int all = 0;
    int held = 0;
    for (long end = millis + time.toMillis(); millis < end; millis++) {
      for (long i = millis * perSecond / 1000; i < (millis + 1) * perSecond / 1000; i++) {
        all++;
        if (reject()) held++;
      }
    }
    return (double) held / all;
  }

  /**
   * Clients that ask again a millisecond after each rejection; how many rejections a client gets in
   * a second of the last half of the time.
   */
  private double closed(int clients, Duration time) {
    long[] next = new long[clients];
    Arrays.fill(next, millis);
    int counted = 0;
    long half = millis + time.toMillis() / 2;
    for (long end = millis + time.toMillis(); millis < end; millis++) {
      for (int i = 0; i < clients; i++) {
        if (next[i] > millis) continue;
        if (millis >= half) counted++;
        next[i] = millis + (reject() ? HOLD_MILLIS : 1);
      }
    }
    return counted * 2000.0 / time.toMillis() / clients;
  }

  @Test
  void rejectionsAreNotHeld_whenTheyAreFew() {
    assertThat(open(499, Duration.ofSeconds(100))).isZero();
  }

  @Test
  void clientsThatWait_areHeldForGood() {
    assertThat(closed(256, Duration.ofSeconds(100))).isEqualTo(4);
  }

  @Test
  void requestsThatDoNotWait_areHeldForHalfASecondInThirtyOnly() {
    assertThat(open(5_000, Duration.ofSeconds(305))).isBetween(0.01, 0.02);
  }

  @Test
  void rejectionsAreHeldNoLonger_whenRequestsTakeThePlaceOfClientsThatWait() {
    closed(256, Duration.ofSeconds(10));
    open(200_000, Duration.ofSeconds(1));
    assertThat(open(200_000, Duration.ofSeconds(20))).isZero();
  }

  @Test
  void clientsThatWait_areHeldAgain_whenRequestsThatDoNotHaveGone() {
    open(5_000, Duration.ofSeconds(5));
    assertThat(closed(256, Duration.ofSeconds(60))).isEqualTo(4);
  }

  @Test
  void rejectionsAreNotHeld_whenTheManyWereASecondAgo() {
    closed(256, Duration.ofSeconds(10));
    millis += 1_000;
    assertThat(open(400, Duration.ofSeconds(10))).isZero();
  }
}
