package dropwizardapm.service.endpoint;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of an overload, in the health report and in one log line for the begin and one for the end.
 * Always healthy: who rejects still answers.
 */
public final class AdmissionCheck extends HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionCheck.class);

  /**
   * An overload has ended when none was rejected for this long; shorter pauses are part of one
   * overload.
   */
  private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier clock;
  private boolean overloaded;
  private long count;
  private long firstNanos;
  private long lastNanos;

  public AdmissionCheck(LongSupplier clock) {
    this.clock = clock;
  }

  /** A request was rejected. */
  public synchronized void rejected() {
    lastNanos = clock.getAsLong();
    count++;
    if (overloaded) return;
    overloaded = true;
    firstNanos = lastNanos;
    LOG.warn("overload began");
  }

  @Override
  protected synchronized Result check() {
    if (!overloaded) return Result.healthy();
    if (clock.getAsLong() - lastNanos > QUIET_NANOS) {
      LOG.warn("overload ended, rejected={}, seconds={}", count, seconds());
      overloaded = false;
      count = 0;
      return Result.healthy();
    }
    return Result.healthy("overloaded, %d rejected in %s s", count, seconds());
  }

  private String seconds() {
    return "%.1f".formatted((lastNanos - firstNanos) / 1e9);
  }
}
