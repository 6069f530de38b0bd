package dropwizardapm.bundle.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dropwizardapm.bundle.logging.CapturedLog;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Metrics of an application's own, which runs its code in each scrape. */
@Timeout(30)
class ContainedRegistryTest {
  private final ContainedRegistry registry = new ContainedRegistry();
  private final Exposition exposition = new Exposition(registry);

  private String scrape() {
    return new String(exposition.render(null, false).body(), StandardCharsets.UTF_8);
  }

  private GaugeWithCallback gauge(String name, DoubleSupplier value) {
    return GaugeWithCallback.builder()
        .name(name)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  @BeforeEach
  void registerOneThatIsWhole() {
    gauge("whole", () -> 1);
  }

  @Test
  void scrape_goesOn_andIsTold_whenACallbackThrowsAnError() {
    gauge(
        "broken",
        () -> {
          throw new NoClassDefFoundError("com/acme/Pool");
        });
    try (CapturedLog log = CapturedLog.of(Unreadable.class)) {
      assertThat(scrape()).contains("\nwhole 1.0\n").doesNotContain("broken");
      assertThat(scrape()).contains("metrics_unreadable_total{reason=\"failed\"}");
      assertThat(log.all()).singleElement().asString().contains("metric=broken");
    }
  }

  @Test
  void scrape_goesOn_whenACallbackHangs() {
    CountDownLatch release = new CountDownLatch(1);
    gauge(
        "hanging",
        () -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return 1;
        });
    for (int i = 0; i < 3; i++)
      assertThat(scrape()).contains("\nwhole 1.0\n").doesNotContain("\nhanging ");

    release.countDown();
    await().untilAsserted(() -> assertThat(scrape()).contains("\nhanging 1.0\n"));
  }

  @Test
  void scrape_goesOn_whenACollectorOfManyThrows() {
    registry.register(
        (MultiCollector)
            () -> {
              throw new IllegalStateException("boom");
            });
    assertThat(scrape()).contains("\nwhole 1.0\n");
  }

  @Test
  void collector_withoutFamily_isLeftOut() {
    registry.register((io.prometheus.metrics.model.registry.Collector) () -> null);
    assertThat(scrape()).contains("\nwhole 1.0\n", "metrics_unreadable_total{reason=\"failed\"} 0");
  }

  @Test
  void metric_isGone_whenItWasUnregistered() {
    GaugeWithCallback own = gauge("own", () -> 1);
    assertThat(scrape()).contains("\nown 1.0\n");
    registry.unregister(own);
    assertThat(scrape()).doesNotContain("\nown ");
    registry.clear();
    assertThat(scrape()).doesNotContain("\nwhole ");
  }

  @Test
  void name_isRefused_whenAnotherMetricHasIt() {
    Counter.Builder second = Counter.builder().name("whole");
    assertThatThrownBy(() -> second.register(registry)).hasMessageContaining("whole");
    assertThat(scrape()).contains("\nwhole 1.0\n");
  }
}
