package dropwizardapm.service.endpoint;

import com.codahale.metrics.health.HealthCheck;
import dropwizardapm.service.compute.ComputePool;
import java.time.Duration;

/**
 * Do the workers that have something to do make progress? They poll every few ten microseconds, so
 * seconds of silence mean trouble.
 */
public final class WorkerProgressCheck extends HealthCheck {
  private final ComputePool pool;
  private final Duration limit;

  public WorkerProgressCheck(ComputePool pool, Duration limit) {
    this.pool = pool;
    this.limit = limit;
  }

  @Override
  protected Result check() {
    long silent = pool.longestSilenceNanos();
    return silent <= limit.toNanos()
        ? Result.healthy()
        : Result.unhealthy("a worker gave no sign for %.1f s", silent / 1e9);
  }
}
