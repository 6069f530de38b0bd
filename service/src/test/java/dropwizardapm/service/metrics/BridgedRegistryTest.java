package dropwizardapm.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgedRegistryTest {
  private final MetricRegistry dropwizard = new MetricRegistry();
  private final PrometheusRegistry prometheus = new PrometheusRegistry();

  BridgedRegistryTest() {
    BridgedRegistry.export(dropwizard, prometheus);
  }

  private String scrape() {
    return new String(
        new Exposition(prometheus).render(null, false).body(), StandardCharsets.UTF_8);
  }

  @Test
  void scrape_showsAGauge_whenACounterWentBelowZero() {
    dropwizard.counter("jobs").dec();
    assertThat(scrape()).contains("# TYPE dropwizard_jobs gauge\n", "\ndropwizard_jobs -1.0\n");
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
  void scrape_showsNaN_whenAGaugeIsNaN() {
    dropwizard.gauge("ratio", () -> () -> Double.NaN);
    assertThat(scrape()).contains("\ndropwizard_ratio NaN\n");
  }

  @Test
  void scrape_showsTheFirst_whenTwoNamesBecomeTheSame() {
    dropwizard.gauge("a.b", () -> () -> 1);
    dropwizard.gauge("a-b", () -> () -> 2);
    assertThat(scrape()).contains("\ndropwizard_a_b 1.0\n").doesNotContain("dropwizard_a_b 2.0");
  }

  @Test
  void scrape_forgets_whenRemoved() {
    dropwizard.counter("x");
    dropwizard.remove("x");
    dropwizard.meter("x");
    assertThat(scrape())
        .contains("\ndropwizard_x_total 0.0\n")
        .doesNotContain("TYPE dropwizard_x gauge");
  }

  @ParameterizedTest
  @CsvSource({
    "org.eclipse.jetty.util.thread.QueuedThreadPool.dw.utilization-max, dropwizard_queued_thread_pool_dw_utilization_max",
    "ch.qos.logback.core.Appender.error, dropwizard_appender_error",
    "my.counter, dropwizard_my_counter",
    "TimeBoundHealthCheck-pool.running, dropwizard_time_bound_health_check_pool_running"
  })
  void exportedName_isSnakeCaseWithoutPackage(String name, String expected) {
    assertThat(BridgedRegistry.exportedName(name)).isEqualTo(expected);
  }
}
