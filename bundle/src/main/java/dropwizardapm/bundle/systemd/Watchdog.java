package dropwizardapm.bundle.systemd;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds systemd's watchdog for as long as the probe succeeds, three times per interval. */
public final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final int PINGS_PER_INTERVAL = 3;

  private final Notifier notifier;
  private final BooleanSupplier probe;
  private final Duration period;
  private final Thread thread;

  public Watchdog(Notifier notifier, Duration interval, BooleanSupplier probe) {
    this.notifier = notifier;
    this.probe = probe;
    this.period = interval.dividedBy(PINGS_PER_INTERVAL);
    this.thread = Thread.ofPlatform().daemon().name("watchdog").unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /** A probe that throws has failed; the next one may not. */
  private boolean succeeds() {
    try {
      return probe.getAsBoolean();
    } catch (RuntimeException | Error e) {
      LOG.error("self-probe cannot be made", e);
      return false;
    }
  }

  private void loop() {
    try {
      while (true) {
        if (succeeds()) {
          notifier.watchdogAlive();
        } else {
          LOG.error("self-probe failed, the watchdog is not fed");
        }
        Thread.sleep(period);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
