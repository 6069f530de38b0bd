package dropwizardapm.service.endpoint;

import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.compute.Outcome;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.DoubleSupplier;

/** Utilisation and saturation of the compute pool. */
final class ComputeMetrics {
  private static final String[] RANGES = {"0-10", "11-20", "21-30", "31-40", "41+"};

  private final DistributionDataPoint[] durations = new DistributionDataPoint[RANGES.length];
  private final DistributionDataPoint wait;

  ComputeMetrics(PrometheusRegistry registry, ComputePool pool) {
    Histogram duration = histogram(registry, ComputeMetric.DURATION);
    for (int i = 0; i < RANGES.length; i++) {
      durations[i] = duration.labelValues(RANGES[i]);
    }
    wait = histogram(registry, ComputeMetric.QUEUE_WAIT);
    gauge(registry, ComputeMetric.WORKERS_BUSY, pool::busyWorkers);
    gauge(registry, ComputeMetric.WORKERS_MAX, pool::workers);
    gauge(registry, ComputeMetric.BACKLOG, pool::backlogSeconds);
    gauge(registry, ComputeMetric.BACKLOG_LIMIT, pool::backlogLimitSeconds);
  }

  void record(Outcome.Done done) {
    int range = done.n() <= 10 ? 0 : Math.min((done.n() - 1) / 10, RANGES.length - 1);
    durations[range].observe(done.computeNanos() / 1e9);
    wait.observe(done.waitNanos() / 1e9);
  }

  /** Classic buckets alone, as rules and dashboards ask for; nobody looks for exemplars here. */
  private static Histogram histogram(PrometheusRegistry registry, ComputeMetric metric) {
    return Histogram.builder()
        .name(metric.name())
        .help(metric.help())
        .labelNames(metric.labels().toArray(String[]::new))
        .classicOnly()
        .classicUpperBounds(metric.edges().stream().mapToDouble(Double::doubleValue).toArray())
        .withoutExemplars()
        .register(registry);
  }

  private static void gauge(
      PrometheusRegistry registry, ComputeMetric metric, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(metric.name())
        .help(metric.help())
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }
}
