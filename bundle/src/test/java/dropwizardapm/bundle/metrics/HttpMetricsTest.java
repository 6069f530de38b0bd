package dropwizardapm.bundle.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final HttpMetrics metrics = new HttpMetrics(registry, new LabelGuard(registry));

  private String scrape() {
    return new String(new Exposition(registry).render(null, false).body(), StandardCharsets.UTF_8);
  }

  private static String overflow(String label, double times) {
    return "metrics_label_overflow_total{label=\"%s\",metric=\"http_requests_total\"} %s\n"
        .formatted(label, times);
  }

  @Test
  void overflow_isZeroFromTheStart() {
    assertThat(scrape()).contains(overflow("path", 0), overflow("status", 0));
  }

  @Test
  void path_isFoldedAndCounted_beyondTheBound() {
    for (int i = 0; i < RouteSeries.MAX_ROUTES + 5; i++)
      metrics.route("/tenant-" + i).record("GET", i % 2 == 0 ? 200 : 503, 1);
    assertThat(scrape())
        .contains(
            "http_requests_total{method=\"_OTHER\",path=\"OVERFLOW\",status=\"200\"} 3.0\n",
            "http_requests_total{method=\"_OTHER\",path=\"OVERFLOW\",status=\"500\"} 2.0\n",
            overflow("path", 5))
        .doesNotContain("/tenant-" + RouteSeries.MAX_ROUTES);
  }

  @Test
  void status_isFoldedAndCounted_beyondTheBound() {
    int routes = RouteSeries.MAX_LABEL_SETS / 500 + 1;
    for (int r = 0; r < routes; r++)
      for (int status = 100; status < 600; status++)
        metrics.route("/r" + r).record("GET", status, 1);
    assertThat(scrape())
        .contains(
            "http_requests_total{method=\"_OTHER\",path=\"OVERFLOW\",status=\"500\"} 100.0\n",
            overflow("status", routes * 500 - RouteSeries.MAX_LABEL_SETS))
        .satisfies(
            text ->
                assertThat(text.lines().filter(l -> l.startsWith("http_requests_total{")).count())
                    .isEqualTo(RouteSeries.MAX_LABEL_SETS + 5));
  }

  @Test
  void expectedLabelSets_areNotFolded_whenTheyWereThereBefore() {
    Route early = metrics.route("/early").expect("GET", 500);
    for (int status = 100; status < 600; status++)
      for (String path : new String[] {"/a", "/b", "/c"})
        metrics.route(path).record("PUT", status, 1);
    early.record("GET", 500, 1);
    assertThat(scrape())
        .contains("http_requests_total{method=\"GET\",path=\"/early\",status=\"500\"} 1.0\n");
  }
}
