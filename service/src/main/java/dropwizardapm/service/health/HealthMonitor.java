package dropwizardapm.service.health;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates all health checks on a thread of its own and keeps the encoded answers, so that asking
 * is a read of memory however slow a check is. If the thread itself hangs in a check, its last word
 * expires.
 */
public final class HealthMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

  /** Rounds that may be missed before the reports count as stale. */
  private static final int MISSED_ROUNDS = 10;

  /** Not an object mapper, whose first answer takes 27 ms of a start. */
  private static final JsonFactory JSON = new JsonFactory();

  private final HealthCheckRegistry checks;
  private final Map<String, Weight> weights;
  private final Duration interval;
  private final LongSupplier clock;
  private final Thread thread;

  private volatile Phase phase = Phase.STARTING;
  private volatile Map<String, HealthCheck.Result> results = Map.of();
  private volatile Report readiness;
  private volatile Report liveness;
  private volatile long evaluatedNanos;
  private final Report stale;

  /**
   * @param weights by name of the check; one that is not named decides readiness
   * @param clock as {@link System#nanoTime()}
   */
  public HealthMonitor(
      HealthCheckRegistry checks,
      Map<String, Weight> weights,
      Duration interval,
      LongSupplier clock) {
    this.checks = checks;
    this.weights = Map.copyOf(weights);
    this.interval = interval;
    this.clock = clock;
    this.stale = encode(false, "health checks hang", Map.of());
    this.readiness = encode(false, "starting", Map.of());
    this.liveness = encode(true, "alive", Map.of());
    this.evaluatedNanos = clock.getAsLong();
    this.thread = Thread.ofPlatform().daemon().name("health").unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  public Phase phase() {
    return phase;
  }

  /** Moves on and re-evaluates at once, so that the next answer already says so. */
  public void enter(Phase next) {
    phase = next;
    evaluate();
  }

  /**
   * Healthy while serving with every check passing. Stays so while shedding: an overloaded service
   * that answers is not an ill one.
   */
  public Report readiness() {
    return isStale() ? stale : readiness;
  }

  /** Healthy unless only a restart can help. */
  public Report liveness() {
    return isStale() ? stale : liveness;
  }

  /** The latest result of each check. */
  public Map<String, HealthCheck.Result> results() {
    return results;
  }

  private boolean isStale() {
    return clock.getAsLong() - evaluatedNanos > interval.toNanos() * MISSED_ROUNDS;
  }

  private void loop() {
    try {
      while (true) {
        evaluate();
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void evaluate() {
    Map<String, HealthCheck.Result> now = new TreeMap<>(checks.runHealthChecks());
    logChanges(results, now);
    results = now;
    Map<String, HealthCheck.Result> vital = new TreeMap<>(now);
    vital.keySet().removeIf(name -> weight(name) != Weight.LIVENESS);
    boolean alive = allHealthy(vital);
    Map<String, HealthCheck.Result> needed = new TreeMap<>(now);
    needed.keySet().removeIf(name -> weight(name) == Weight.ADVISORY);
    boolean ready = phase == Phase.SERVING && allHealthy(needed);
    readiness = encode(ready, status(ready, allHealthy(now)), now);
    liveness = encode(alive, alive ? "alive" : "dead", vital);
    evaluatedNanos = clock.getAsLong();
  }

  private Weight weight(String check) {
    return weights.getOrDefault(check, Weight.READINESS);
  }

  private static boolean allHealthy(Map<String, HealthCheck.Result> results) {
    return results.values().stream().allMatch(HealthCheck.Result::isHealthy);
  }

  private String status(boolean ready, boolean flawless) {
    return switch (phase) {
      case STARTING -> "starting";
      case DRAINING -> "draining";
      case SERVING -> flawless ? "healthy" : ready ? "degraded" : "unhealthy";
    };
  }

  private static void logChanges(
      Map<String, HealthCheck.Result> before, Map<String, HealthCheck.Result> now) {
    now.forEach(
        (name, result) -> {
          HealthCheck.Result old = before.get(name);
          boolean was = old == null || old.isHealthy();
          if (was && !result.isHealthy())
            LOG.error("health check failed, check={}, message={}", name, result.getMessage());
          if (!was && result.isHealthy()) LOG.info("health check recovered, check={}", name);
        });
  }

  private static Report encode(
      boolean healthy, String status, Map<String, HealthCheck.Result> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("status", status);
      json.writeObjectFieldStart("checks");
      for (Map.Entry<String, HealthCheck.Result> each : new TreeMap<>(results).entrySet()) {
        json.writeObjectFieldStart(each.getKey());
        json.writeBooleanField("healthy", each.getValue().isHealthy());
        String message = each.getValue().getMessage();
        if (message != null) json.writeStringField("message", message);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Report(healthy, bytes.toByteArray());
  }
}
