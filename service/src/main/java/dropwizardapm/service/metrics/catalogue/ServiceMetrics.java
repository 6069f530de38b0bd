package dropwizardapm.service.metrics.catalogue;

import static dropwizardapm.service.metrics.catalogue.Metric.counter;
import static dropwizardapm.service.metrics.catalogue.Metric.gauge;
import static dropwizardapm.service.metrics.catalogue.Metric.histogram;
import static dropwizardapm.service.metrics.catalogue.Metric.info;

import java.util.List;

/** What the service itself measures. */
public final class ServiceMetrics {
  /**
   * 0.5 s and 1 s are alert thresholds and must be edges; a quantile beyond the last edge would
   * stay at it.
   */
  private static final List<Double> REQUEST_EDGES =
      List.of(
          0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 7.5, 10.0,
          30.0, 60.0);

  private static final List<Double> COMPUTE_EDGES =
      List.of(
          0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
          2.5, 5.0, 10.0);

  private static final List<Double> SHORT_EDGES =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0);

  public static final Metric HTTP_REQUESTS =
      counter(
          "http_requests_total",
          "HTTP requests answered, by method, route template and exact status.",
          "method",
          "path",
          "status");
  public static final Metric HTTP_REQUEST_DURATION =
      histogram(
          "http_request_duration_seconds",
          "Time from the request's headers to its answer, in seconds.",
          REQUEST_EDGES,
          "method",
          "path",
          "status");
  public static final Metric HTTP_REQUESTS_IN_PROGRESS =
      gauge("http_requests_in_progress", "HTTP requests being handled now.", "method", "path");
  public static final Metric HTTP_REQUESTS_REJECTED =
      counter(
          "http_requests_rejected_total",
          "HTTP requests refused to protect the service or because they could not be served.",
          "reason");

  public static final Metric COMPUTE_DURATION =
      histogram(
          "compute_duration_seconds",
          "Time of the bare computation, without waiting for a worker, in seconds.",
          COMPUTE_EDGES,
          "n_range");
  public static final Metric COMPUTE_QUEUE_WAIT =
      histogram(
          "compute_queue_wait_seconds",
          "Time that a computation waited for a worker, in seconds.",
          COMPUTE_EDGES);
  public static final Metric COMPUTE_WORKERS_BUSY =
      gauge("compute_workers_busy", "Workers that compute now.");
  public static final Metric COMPUTE_WORKERS_MAX =
      gauge("compute_workers_max", "Workers there are.");
  public static final Metric COMPUTE_BACKLOG =
      gauge(
          "compute_backlog_seconds",
          "Predicted work admitted and not finished, in seconds of one worker.");
  public static final Metric COMPUTE_BACKLOG_LIMIT =
      gauge(
          "compute_backlog_limit_seconds",
          "Predicted work beyond which requests are shed, in seconds of one worker.");

  public static final Metric JVM_GC_PAUSE =
      histogram(
          "jvm_gc_pause_seconds",
          "Pauses of all threads for a garbage collection, in seconds, as the JVM counts them in whole milliseconds.",
          SHORT_EDGES,
          "gc");
  public static final Metric LOG_EVENTS =
      counter("log_events_total", "Log lines written, by level.", "level");
  public static final Metric HEALTHCHECK_STATUS =
      gauge("healthcheck_status", "Latest result of a health check: 1 healthy, 0 not.", "name");
  public static final Metric BUILD_INFO =
      info(
          "app_build_info",
          "What runs: version and revision of the build, and the Java runtime.",
          "version",
          "revision",
          "java");
  public static final Metric CONFIG_INFO =
      info(
          "app_config_info",
          "Digest of the configuration in force: two instances that differ in it are configured differently.",
          "digest");

  public static final Metric SCRAPE_DURATION =
      histogram(
          "metrics_scrape_duration_seconds",
          "Time to collect and write all metrics, in seconds.",
          SHORT_EDGES);
  public static final Metric SCRAPE_SIZE =
      gauge("metrics_scrape_size_bytes", "Size of the last scrape before compression, in bytes.");
  public static final Metric LABEL_OVERFLOW =
      counter(
          "metrics_label_overflow_total",
          "Times that a value of a label was folded into another or left out, because there were too many.",
          "metric",
          "label");
  public static final Metric UNREADABLE =
      counter(
          "metrics_unreadable_total",
          "Times that a scrape went without a metric of Dropwizard's registry, which failed or hangs.",
          "reason");

  private ServiceMetrics() {}

  static List<Metric> all() {
    return List.of(
        HTTP_REQUESTS,
        HTTP_REQUEST_DURATION,
        HTTP_REQUESTS_IN_PROGRESS,
        HTTP_REQUESTS_REJECTED,
        COMPUTE_DURATION,
        COMPUTE_QUEUE_WAIT,
        COMPUTE_WORKERS_BUSY,
        COMPUTE_WORKERS_MAX,
        COMPUTE_BACKLOG,
        COMPUTE_BACKLOG_LIMIT,
        JVM_GC_PAUSE,
        LOG_EVENTS,
        HEALTHCHECK_STATUS,
        BUILD_INFO,
        CONFIG_INFO,
        SCRAPE_DURATION,
        SCRAPE_SIZE,
        LABEL_OVERFLOW,
        UNREADABLE);
  }
}
