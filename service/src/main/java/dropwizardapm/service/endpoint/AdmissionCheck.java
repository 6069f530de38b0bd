package dropwizardapm.service.endpoint;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether requests are being shed, in the health report and in one log line for the begin and
 * one for the end. Always healthy: who sheds still answers.
 */
public final class AdmissionCheck extends HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionCheck.class);

  /**
   * Shedding counts as ended when none was shed for this long; shorter pauses are part of one
   * overload.
   */
  private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier clock;
  private boolean shedding;
  private long count;
  private long firstNanos;
  private long lastNanos;

  public AdmissionCheck(LongSupplier clock) {
    this.clock = clock;
  }

  /** A request was shed. */
  public synchronized void shed() {
    lastNanos = clock.getAsLong();
    count++;
    if (shedding) return;
    shedding = true;
    firstNanos = lastNanos;
    LOG.warn("shedding started");
  }

  @Override
  protected synchronized Result check() {
    if (!shedding) return Result.healthy();
    if (clock.getAsLong() - lastNanos > QUIET_NANOS) {
      LOG.warn("shedding ended, shed={}, seconds={}", count, seconds());
      shedding = false;
      count = 0;
      return Result.healthy();
    }
    return Result.healthy("shedding, %d shed in %s s", count, seconds());
  }

  private String seconds() {
    return "%.1f".formatted((lastNanos - firstNanos) / 1e9);
  }
}
