package dropwizardapm.service.endpoint;

import static dropwizardapm.bundle.metrics.catalogue.Metric.gauge;
import static dropwizardapm.bundle.metrics.catalogue.Metric.histogram;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import java.util.List;

/** What is measured of the computation. */
public final class ComputeMetricNames {
  private static final List<Double> EDGES =
      List.of(
          0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
          2.5, 5.0, 10.0);

  static final Metric DURATION =
      histogram(
          "compute_duration_seconds",
          "Time of the bare computation, without waiting for a worker, in seconds.",
          EDGES,
          "n_range");
  static final Metric QUEUE_WAIT =
      histogram(
          "compute_queue_wait_seconds",
          "Time that a computation waited for a worker, in seconds.",
          EDGES);
  static final Metric WORKERS_BUSY = gauge("compute_workers_busy", "Workers that compute now.");
  static final Metric WORKERS_MAX = gauge("compute_workers_max", "Workers there are.");
  static final Metric BACKLOG =
      gauge(
          "compute_backlog_seconds",
          "Predicted work admitted and not finished, in seconds of one worker.");
  static final Metric BACKLOG_LIMIT =
      gauge(
          "compute_backlog_limit_seconds",
          "Predicted work beyond which requests are shed, in seconds of one worker.");

  private ComputeMetricNames() {}

  public static List<Metric> all() {
    return List.of(DURATION, QUEUE_WAIT, WORKERS_BUSY, WORKERS_MAX, BACKLOG, BACKLOG_LIMIT);
  }
}
