package dropwizardapm.bundle.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import dropwizardapm.bundle.logging.CapturedLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BridgedRegistryTest {
  private final MetricRegistry dropwizard = new MetricRegistry();
  private final ContainedRegistry prometheus = new ContainedRegistry();
  private final Exposition exposition = new Exposition(prometheus);

  BridgedRegistryTest() {
    BridgedRegistry.export(dropwizard, prometheus, new LabelGuard(prometheus));
  }

  private String scrape() {
    return new String(exposition.render(null, false).body(), StandardCharsets.UTF_8);
  }

  @Test
  void scrape_showsAGauge_whenACounterWentBelowZero() {
    dropwizard.counter("jobs").dec();
    assertThat(scrape()).contains("# TYPE dropwizard_jobs gauge\n", "\ndropwizard_jobs -1.0\n");
  }

  @Test
  void scrape_showsZero_whenAMeterWasMarkedBackwards() {
    dropwizard.meter("jobs").mark(-1);
    assertThat(scrape()).contains("\ndropwizard_jobs_events_total 0.0\n");
  }

  @Test
  void scrape_counts_whatAGaugeOfAPoolOnlyAddsTo() {
    dropwizard.gauge("io.dropwizard.db.ManagedPooledDataSource.main.borrowed", () -> () -> 7L);
    assertThat(scrape())
        .contains(
            "# TYPE dropwizard_database_pool_borrowed_events_total counter\n",
            "\ndropwizard_database_pool_borrowed_events_total{pool=\"main\"} 7.0\n");
  }

  @Test
  void scrape_goesOn_whenAGaugeThatCountsIsNoNumber() {
    dropwizard.gauge("a-cache.hits", () -> () -> Double.NaN);
    dropwizard.gauge("a-cache.misses", () -> () -> "many");
    dropwizard.counter("whole");
    assertThat(scrape()).contains("\ndropwizard_whole 0.0\n").doesNotContain("dropwizard_cache");
  }

  @Test
  void scrape_goesOn_whenAGaugeThrowsOrIsNoNumber() {
    dropwizard.gauge(
        "broken",
        () ->
            () -> {
              throw new IllegalStateException("boom");
            });
    dropwizard.gauge("text", () -> () -> "hello");
    dropwizard.gauge("nothing", () -> () -> null);
    dropwizard.gauge("flag", () -> (Gauge<Boolean>) () -> true);
    assertThat(scrape())
        .contains("\ndropwizard_flag 1.0\n")
        .doesNotContain("broken", "text", "nothing");
  }

  @Test
  void scrape_goesOn_whenAGaugeThrowsAnError() {
    dropwizard.gauge(
        "broken",
        () ->
            () -> {
              throw new NoClassDefFoundError("com/acme/Pool");
            });
    dropwizard.counter("whole");
    try (CapturedLog log = CapturedLog.of(Unreadable.class)) {
      assertThat(scrape()).contains("\ndropwizard_whole 0.0\n").doesNotContain("dropwizard_broken");
      assertThat(scrape()).contains("metrics_unreadable_total{reason=\"failed\"}");
      assertThat(log.all()).singleElement().asString().contains("metric=broken");
    }
  }

  @Test
  void scrape_goesOn_whenAGaugeHangs() {
    CountDownLatch release = new CountDownLatch(1);
    dropwizard.gauge("hanging", () -> () -> waits(release));
    dropwizard.counter("whole");
    for (int i = 0; i < 3; i++)
      assertThat(scrape())
          .contains("\ndropwizard_whole 0.0\n", "metrics_unreadable_total{reason=\"hangs\"}")
          .doesNotContain("dropwizard_hanging");

    release.countDown();
    await().untilAsserted(() -> assertThat(scrape()).contains("\ndropwizard_hanging 1.0\n"));
  }

  private static int waits(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  @Test
  void scrape_goesOn_whenATimerThrows() {
    dropwizard.register("broken", new Timer(new BrokenReservoir()));
    dropwizard.counter("whole");
    assertThat(scrape()).contains("\ndropwizard_whole 0.0\n").doesNotContain("broken");
  }

  private static final class BrokenReservoir implements Reservoir {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public void update(long value) {}

    @Override
    public Snapshot getSnapshot() {
      throw new IllegalStateException("boom");
    }
  }

  @Test
  void scrape_showsNaN_whenAGaugeIsNaN() {
    dropwizard.gauge("ratio", () -> () -> Double.NaN);
    assertThat(scrape()).contains("\ndropwizard_ratio NaN\n");
  }

  @Test
  void scrape_showsWhatWasRegisteredLast_whenANameIsUsedAgain() {
    dropwizard.gauge("a.b", () -> () -> 1);
    dropwizard.remove("a.b");
    dropwizard.gauge("a.b", () -> () -> 2);
    assertThat(scrape()).contains("\ndropwizard_a_b 2.0\n").doesNotContain("dropwizard_a_b 1.0");
  }

  @Test
  void scrape_forgets_whenRemoved() {
    dropwizard.counter("x");
    dropwizard.remove("x");
    dropwizard.meter("x");
    assertThat(scrape())
        .contains("\ndropwizard_x_events_total 0.0\n")
        .doesNotContain("TYPE dropwizard_x gauge");
  }

  @Test
  void timer_isInSeconds() {
    dropwizard.timer("call").update(Duration.ofMillis(1500));
    assertThat(scrape())
        .contains(
            "\ndropwizard_call_seconds{quantile=\"0.95\"} 1.5\n",
            "\ndropwizard_call_seconds_count 1\n");
  }

  @Test
  void names_areBounded_andWhatIsLeftOutIsCounted() {
    for (int i = 0; i < BridgedRegistry.MAX_METRICS + 3; i++) dropwizard.counter("tenant." + i);
    assertThat(scrape())
        .contains("metrics_label_overflow_total{label=\"name\",metric=\"dropwizard\"} 3.0\n")
        .doesNotContain("dropwizard_tenant_" + BridgedRegistry.MAX_METRICS);
  }
}
