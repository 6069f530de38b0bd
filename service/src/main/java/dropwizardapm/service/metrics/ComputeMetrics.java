package dropwizardapm.service.metrics;

import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.compute.Outcome;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.DoubleSupplier;

/** Utilisation and saturation of the compute pool. */
public final class ComputeMetrics {
  private static final double[] EDGES = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };
  private static final String[] RANGES = {"0-10", "11-20", "21-30", "31-40", "41+"};

  private final DistributionDataPoint[] durations = new DistributionDataPoint[RANGES.length];
  private final DistributionDataPoint wait;

  public ComputeMetrics(PrometheusRegistry registry, ComputePool pool) {
    Histogram duration =
        Histogram.builder()
            .name("compute_duration_seconds")
            .help("Time of the bare computation, without waiting for a worker, in seconds.")
            .labelNames("n_range")
            .classicOnly()
            .classicUpperBounds(EDGES)
            .register(registry);
    for (int i = 0; i < RANGES.length; i++) {
      durations[i] = duration.labelValues(RANGES[i]);
    }
    wait =
        Histogram.builder()
            .name("compute_queue_wait_seconds")
            .help("Time that a computation waited for a worker, in seconds.")
            .classicOnly()
            .classicUpperBounds(EDGES)
            .register(registry);
    gauge(registry, "compute_workers_busy", "Workers that compute now.", pool::busyWorkers);
    gauge(registry, "compute_workers_max", "Workers there are.", pool::workers);
    gauge(
        registry,
        "compute_backlog_seconds",
        "Predicted work admitted and not finished, in seconds of one worker.",
        pool::backlogSeconds);
    gauge(
        registry,
        "compute_backlog_limit_seconds",
        "Predicted work beyond which requests are shed, in seconds of one worker.",
        pool::backlogLimitSeconds);
  }

  private static void gauge(
      PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  public void record(Outcome.Done done) {
    int range = done.n() <= 10 ? 0 : Math.min((done.n() - 1) / 10, RANGES.length - 1);
    durations[range].observe(done.computeNanos() / 1e9);
    wait.observe(done.waitNanos() / 1e9);
  }
}
