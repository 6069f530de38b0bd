package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Registers a metric as the catalogue defines it, without exemplars unless the name says so. */
final class MetricRegistration {
  private MetricRegistration() {}

  static Counter counter(PrometheusRegistry registry, Metric metric) {
    return Counter.builder()
        .name(metric.name())
        .help(metric.help())
        .labelNames(labels(metric))
        .withoutExemplars()
        .register(registry);
  }

  static void counter(
      PrometheusRegistry registry, Metric metric, Consumer<CounterWithCallback.Callback> values) {
    CounterWithCallback.builder()
        .name(metric.name())
        .help(metric.help())
        .labelNames(labels(metric))
        .callback(values)
        .register(registry);
  }

  static Gauge gauge(PrometheusRegistry registry, Metric metric) {
    return Gauge.builder()
        .name(metric.name())
        .help(metric.help())
        .labelNames(labels(metric))
        .withoutExemplars()
        .register(registry);
  }

  static void gauge(PrometheusRegistry registry, Metric metric, DoubleSupplier value) {
    gauge(registry, metric, callback -> callback.call(value.getAsDouble()));
  }

  static void gauge(
      PrometheusRegistry registry, Metric metric, Consumer<GaugeWithCallback.Callback> values) {
    GaugeWithCallback.builder()
        .name(metric.name())
        .help(metric.help())
        .labelNames(labels(metric))
        .callback(values)
        .register(registry);
  }

  static Histogram histogram(PrometheusRegistry registry, Metric metric) {
    return histogram(metric).withoutExemplars().register(registry);
  }

  static Histogram histogramWithExemplars(PrometheusRegistry registry, Metric metric) {
    return histogram(metric).register(registry);
  }

  /** Classic buckets alone: they are what rules and dashboards ask for. */
  private static Histogram.Builder histogram(Metric metric) {
    return Histogram.builder()
        .name(metric.name())
        .help(metric.help())
        .labelNames(labels(metric))
        .classicOnly()
        .classicUpperBounds(metric.edges().stream().mapToDouble(Double::doubleValue).toArray());
  }

  static void info(PrometheusRegistry registry, Metric metric, String... values) {
    Info.builder()
        .name(metric.name())
        .help(metric.help())
        .labelNames(labels(metric))
        .register(registry)
        .setLabelValues(values);
  }

  private static String[] labels(Metric metric) {
    return metric.labels().toArray(String[]::new);
  }
}
