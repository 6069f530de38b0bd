package dropwizardapm.service.endpoint;

import dropwizardapm.bundle.metrics.Registration;
import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.compute.Outcome;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Utilisation and saturation of the compute pool. */
final class ComputeMetrics {
  private static final String[] RANGES = {"0-10", "11-20", "21-30", "31-40", "41+"};

  private final DistributionDataPoint[] durations = new DistributionDataPoint[RANGES.length];
  private final DistributionDataPoint wait;

  ComputeMetrics(PrometheusRegistry registry, ComputePool pool) {
    Histogram duration = Registration.histogram(registry, ComputeMetricNames.DURATION);
    for (int i = 0; i < RANGES.length; i++) {
      durations[i] = duration.labelValues(RANGES[i]);
    }
    wait = Registration.histogram(registry, ComputeMetricNames.QUEUE_WAIT);
    Registration.gauge(registry, ComputeMetricNames.WORKERS_BUSY, pool::busyWorkers);
    Registration.gauge(registry, ComputeMetricNames.WORKERS_MAX, pool::workers);
    Registration.gauge(registry, ComputeMetricNames.BACKLOG, pool::backlogSeconds);
    Registration.gauge(registry, ComputeMetricNames.BACKLOG_LIMIT, pool::backlogLimitSeconds);
  }

  void record(Outcome.Done done) {
    int range = done.n() <= 10 ? 0 : Math.min((done.n() - 1) / 10, RANGES.length - 1);
    durations[range].observe(done.computeNanos() / 1e9);
    wait.observe(done.waitNanos() / 1e9);
  }
}
