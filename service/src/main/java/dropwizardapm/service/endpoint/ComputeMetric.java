package dropwizardapm.service.endpoint;

import java.util.List;

/**
 * What is measured of the computation.
 *
 * @param edges upper bounds of a histogram's buckets, ascending, without +Inf; a gauge has none
 */
public record ComputeMetric(String name, String help, List<Double> edges, List<String> labels) {
  private static final List<Double> EDGES =
      List.of(
          0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
          2.5, 5.0, 10.0);

  static final ComputeMetric DURATION =
      new ComputeMetric(
          "compute_duration_seconds",
          "Time of the bare computation, without waiting for a worker, in seconds.",
          EDGES,
          List.of("n_range"));
  static final ComputeMetric QUEUE_WAIT =
      new ComputeMetric(
          "compute_queue_wait_seconds",
          "Time that a computation waited for a worker, in seconds.",
          EDGES,
          List.of());
  static final ComputeMetric WORKERS_BUSY =
      gauge("compute_workers_busy", "Workers that compute now.");
  static final ComputeMetric WORKERS_MAX = gauge("compute_workers_max", "Workers there are.");
  static final ComputeMetric BACKLOG =
      gauge(
          "compute_backlog_seconds",
          "Predicted work admitted and not finished, in seconds of one worker.");
  static final ComputeMetric BACKLOG_LIMIT =
      gauge(
          "compute_backlog_limit_seconds",
          "Predicted work beyond which requests are rejected, in seconds of one worker.");

  private static ComputeMetric gauge(String name, String help) {
    return new ComputeMetric(name, help, List.of(), List.of());
  }

  public static List<ComputeMetric> all() {
    return List.of(DURATION, QUEUE_WAIT, WORKERS_BUSY, WORKERS_MAX, BACKLOG, BACKLOG_LIMIT);
  }
}
