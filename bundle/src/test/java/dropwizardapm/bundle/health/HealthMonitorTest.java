package dropwizardapm.bundle.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HealthMonitorTest {
  private static final Predicate<String> VITAL = "liveness"::equals;
  private static final Predicate<String> NON_CRITICAL = "non-critical"::equals;

  private final AtomicLong clock = new AtomicLong();
  private final HealthCheckRegistry checks = new HealthCheckRegistry();
  private final HealthMonitor monitor =
      new HealthMonitor(checks, VITAL, NON_CRITICAL, Duration.ofSeconds(1), clock::get);

  @BeforeEach
  void addHealthyChecks() {
    for (String name : new String[] {"non-critical", "liveness", "other"}) set(name, true);
  }

  @AfterEach
  void close() {
    monitor.close();
    checks.shutdown();
  }

  private void set(String name, boolean healthy) {
    set(
        name,
        () -> healthy ? HealthCheck.Result.healthy() : HealthCheck.Result.unhealthy("broken"));
  }

  private void set(String name, Supplier<HealthCheck.Result> result) {
    checks.unregister(name);
    checks.register(
        name,
        new HealthCheck() {
          @Override
          protected Result check() {
            return result.get();
          }
        });
  }

  private static String json(Report report) {
    return new String(report.json(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "non-critical, true, true, degraded",
    "other, false, true, unhealthy",
    "liveness, false, false, unhealthy"
  })
  void failingCheck_countsByItsWeight(String name, boolean ready, boolean alive, String status) {
    set(name, false);
    monitor.enter(Phase.SERVING);

    assertThat(monitor.readiness().healthy()).isEqualTo(ready);
    assertThat(monitor.liveness().healthy()).isEqualTo(alive);
    assertThat(json(monitor.readiness()))
        .startsWith("{\"status\":\"%s\"".formatted(status))
        .contains("\"%s\":{\"healthy\":false,\"message\":\"broken\"}".formatted(name))
        .containsOnlyOnce("\"healthy\":false");
  }

  static List<Supplier<HealthCheck.Result>> badChecks() {
    return List.of(
        () -> {
          throw new NoClassDefFoundError("com/acme/Driver");
        },
        () -> {
          throw new IllegalStateException("boom");
        },
        () -> null,
        HealthMonitorTest::hang);
  }

  private static HealthCheck.Result hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return HealthCheck.Result.healthy();
  }

  @ParameterizedTest
  @MethodSource("badChecks")
  @Timeout(30)
  void checkThatThrowsOrHangs_hasFailed_andOthersAreStillAsked(Supplier<HealthCheck.Result> bad) {
    set("other", bad);
    for (int round = 0; round < 2; round++) monitor.enter(Phase.SERVING);

    assertThat(monitor.readiness().healthy()).isFalse();
    assertThat(monitor.liveness().healthy()).as("only a restart helps").isTrue();
    assertThat(json(monitor.readiness()))
        .contains("\"non-critical\":{\"healthy\":true}", "\"liveness\":{\"healthy\":true}")
        .contains("\"other\":{\"healthy\":false");
  }

  @Test
  @Timeout(30)
  void stop_doesNotWait_whenACheckHangs() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    set(
        "other",
        () -> {
          asked.countDown();
          return hang();
        });
    monitor.start();
    asked.await();
    long start = System.nanoTime();
    monitor.enter(Phase.DRAINING);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(json(monitor.readiness())).contains("draining");
  }

  @Test
  void phase_decidesReadinessAlone_whenAllChecksPass() {
    monitor.enter(Phase.STARTING);
    assertThat(monitor.readiness().healthy()).isFalse();
    monitor.enter(Phase.SERVING);
    assertThat(monitor.readiness().healthy()).isTrue();
    monitor.enter(Phase.DRAINING);
    assertThat(monitor.readiness().healthy()).isFalse();
    assertThat(monitor.liveness().healthy()).isTrue();
  }

  @Test
  void reports_expire_whenNothingEvaluatesAnyMore() {
    monitor.enter(Phase.SERVING);
    clock.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(monitor.readiness().healthy()).isTrue();
    assertThat(monitor.liveness().healthy()).isTrue();

    clock.addAndGet(1);
    assertThat(monitor.readiness().healthy()).isFalse();
    assertThat(monitor.liveness().healthy()).isFalse();
    assertThat(json(monitor.liveness())).contains("health checks hang");
  }

  @Test
  void health_isEvaluatedAgain_whenARoundThrewAnError() {
    AtomicBoolean broken = new AtomicBoolean(true);
    HealthCheckRegistry brokenAtFirst =
        new HealthCheckRegistry() {
          @Override
          public SortedSet<String> getNames() {
            if (broken.getAndSet(false)) throw new NoClassDefFoundError("com/acme/Checks");
            return super.getNames();
          }
        };
    brokenAtFirst.register("own", checks.getHealthCheck("other"));
    try (HealthMonitor other =
        new HealthMonitor(brokenAtFirst, VITAL, NON_CRITICAL, Duration.ofMillis(10), clock::get)) {
      other.start();
      await().until(() -> other.results().containsKey("own"));
    } finally {
      brokenAtFirst.shutdown();
    }
  }
}
