package dropwizardapm.bundle.health;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dropwizardapm.bundle.bulkhead.Answer;
import dropwizardapm.bundle.bulkhead.Bulkhead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates all health checks in the background and keeps the encoded answers, so that asking is a
 * read of memory however slow a check is. A check that throws or hangs has failed, and takes no
 * other with it. If the evaluation itself comes to a stop, its last word expires.
 */
public final class HealthMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

  /** Rounds that may be missed before the reports count as stale. */
  private static final int MISSED_ROUNDS = 10;

  /** Below the time after which the others would be stale. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final int MAX_HANGING = 8;

  /** Not an object mapper, whose first answer takes 27 ms of a start. */
  private static final JsonFactory JSON = new JsonFactory();

  private record Check(String name, HealthCheck check) {}

  private final HealthCheckRegistry checks;
  private final Predicate<String> vital;
  private final Predicate<String> nonCritical;
  private final Duration interval;
  private final LongSupplier clock;
  private final Bulkhead bulkhead = new Bulkhead("health-check", MAX_HANGING, LIMIT);
  private final Thread thread;

  private volatile Phase phase = Phase.STARTING;
  private volatile Map<String, HealthCheck.Result> results = Map.of();
  private volatile Report readiness;
  private volatile Report liveness;
  private volatile long evaluatedNanos;
  private final Report stale;

  /** {@return a monitor of nothing} For a handler without an application. */
  public static HealthMonitor withoutChecks() {
    return new HealthMonitor(
        new HealthCheckRegistry(),
        name -> false,
        name -> false,
        Duration.ofDays(1),
        System::nanoTime);
  }

  /**
   * @param vital whether only a restart helps when the check of that name fails
   * @param nonCritical whether nothing follows when the check of that name fails; any other one
   *     decides readiness. Both are asked in each round
   * @param clock as {@link System#nanoTime()}
   */
  public HealthMonitor(
      HealthCheckRegistry checks,
      Predicate<String> vital,
      Predicate<String> nonCritical,
      Duration interval,
      LongSupplier clock) {
    this.checks = checks;
    this.vital = vital;
    this.nonCritical = nonCritical;
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

  /**
   * Moves on, so that the next answer already says so. Into service by what the checks say now; out
   * of it without asking them, as a stop must not wait for one that is slow.
   */
  public void enter(Phase next) {
    phase = next;
    if (next == Phase.DRAINING) publish(results);
    else evaluate();
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
        evaluateOrTell();
        Thread.sleep(interval);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thread that ends says nothing more; a round that fails is told, and the next may not. */
  private void evaluateOrTell() {
    try {
      evaluate();
    } catch (RuntimeException | Error e) {
      LOG.error("health cannot be evaluated", e);
    }
  }

  void evaluate() {
    List<Check> all =
        checks.getNames().stream()
            .map(name -> new Check(name, checks.getHealthCheck(name)))
            .filter(each -> each.check != null)
            .toList();
    List<Answer<HealthCheck.Result>> answers = bulkhead.ask(all, each -> each.check.execute());
    if (Thread.currentThread().isInterrupted()) return; // by the end, which cut the round short
    Map<String, HealthCheck.Result> now = new TreeMap<>();
    for (int i = 0; i < answers.size(); i++) now.put(all.get(i).name, result(answers.get(i)));
    publish(now);
    evaluatedNanos = clock.getAsLong();
  }

  private static HealthCheck.Result result(Answer<HealthCheck.Result> answer) {
    if (answer.value() != null) return answer.value();
    if (answer.isMissing()) return HealthCheck.Result.unhealthy("the check does not answer");
    // Its class and no more: the text of an error is the application's code again.
    Object failure = answer.failure() == null ? "nothing" : answer.failure().getClass().getName();
    return HealthCheck.Result.unhealthy("the check ended in %s", failure);
  }

  private synchronized void publish(Map<String, HealthCheck.Result> now) {
    logChanges(results, now);
    results = now;
    Map<String, HealthCheck.Result> ofLife = new TreeMap<>(now);
    ofLife.keySet().removeIf(vital.negate());
    boolean alive = allHealthy(ofLife);
    Map<String, HealthCheck.Result> needed = new TreeMap<>(now);
    needed.keySet().removeIf(nonCritical);
    boolean ready = phase == Phase.SERVING && allHealthy(needed);
    readiness = encode(ready, status(ready, allHealthy(now)), now);
    liveness = encode(alive, alive ? "alive" : "dead", ofLife);
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
