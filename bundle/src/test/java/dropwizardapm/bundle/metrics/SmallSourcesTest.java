package dropwizardapm.bundle.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Collections, log lines, configuration. */
class SmallSourcesTest {
  private static final Pattern PAUSES =
      Pattern.compile("jvm_gc_pause_seconds_count\\{gc=\"[^\"]+\"} [1-9]");

  private final ContainedRegistry registry = new ContainedRegistry();
  private final Exposition exposition = new Exposition(registry);

  private String scrape() {
    return new String(exposition.render(null, false).body(), StandardCharsets.UTF_8);
  }

  @Test
  void gcPause_isObserved_whenTheJvmCollects() {
    GcPauses.register(registry);
    assertThat(scrape()).containsPattern("jvm_gc_pause_seconds_count\\{gc=\"[^\"]+\"} 0\n");
    System.gc();
    await().until(() -> PAUSES.matcher(scrape()).find());
  }

  @Test
  void logLevels_areZeroFromTheStart_andFollowDropwizardsMeters() {
    MetricRegistry dropwizard = new MetricRegistry();
    LogMetrics.register(registry, dropwizard);
    assertThat(scrape()).contains("log_events_total{level=\"error\"} 0.0\n");
    dropwizard.meter("ch.qos.logback.core.Appender.error").mark(2);
    assertThat(scrape()).contains("log_events_total{level=\"error\"} 2.0\n");
  }

  @Test
  void scrape_goesOn_whenAnApplicationHasTakenTheNameOfAMeter() {
    MetricRegistry dropwizard = new MetricRegistry();
    dropwizard.gauge("ch.qos.logback.core.Appender.error", () -> () -> 1);
    LogMetrics.register(registry, dropwizard);
    GcPauses.register(registry);
    assertThat(scrape()).contains("jvm_gc_pause_seconds_count").doesNotContain("log_events_total{");
  }

  @Test
  void jvmExports_areAllThatClientJavaHas_butUntrackedNativeMemory() {
    PrometheusRegistry ours = new PrometheusRegistry();
    JvmExports.register(ours);
    PrometheusRegistry whole = new PrometheusRegistry();
    JvmMetrics.builder().register(whole);
    System.gc(); // what was allocated shows after a collection
    await().untilAsserted(() -> assertThat(families(ours)).isNotEmpty().isEqualTo(families(whole)));
  }

  private static Set<String> families(PrometheusRegistry registry) {
    return registry.scrape().stream()
        .map(family -> family.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  @Test
  void configDigest_differs_whenTheFileDoes() throws IOException {
    assertThat(digestOf("a: 1")).isEqualTo(digestOf("a: 1")).isNotEqualTo(digestOf("a: 2"));
  }

  private static String digestOf(String yaml) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    ConfigInfo info =
        new ConfigInfo(path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    assertThat(info.open("any").readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(yaml);
    info.register(registry);
    return new String(new Exposition(registry).render(null, false).body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("app_config_info{"))
        .findFirst()
        .orElseThrow();
  }
}
