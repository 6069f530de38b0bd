package dropwizardapm.bundle.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private final Queue<String> sent = new ConcurrentLinkedQueue<>();
  private final Notifier notifier = new Notifier(sent::add, null);

  @Test
  void watchdog_isFedAgain_whenAProbeThrewAnErrorInBetween() {
    AtomicInteger probes = new AtomicInteger();
    try (Watchdog watchdog =
        new Watchdog(
            notifier,
            Duration.ofMillis(30),
            () -> {
              if (probes.incrementAndGet() == 2) throw new NoClassDefFoundError("com/acme/Probe");
              return true;
            })) {
      watchdog.start();
      await().until(() -> probes.get() > 2 && sent.size() > 1);
    }
  }

  @Test
  void watchdog_isNotFed_whenTheProbeFails() {
    AtomicInteger probes = new AtomicInteger();
    try (Watchdog watchdog =
        new Watchdog(
            notifier,
            Duration.ofMillis(30),
            () -> {
              probes.incrementAndGet();
              return false;
            })) {
      watchdog.start();
      await().until(() -> probes.get() > 2);
    }
    assertThat(sent).isEmpty();
  }
}
