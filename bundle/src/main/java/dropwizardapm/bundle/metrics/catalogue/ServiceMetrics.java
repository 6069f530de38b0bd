package dropwizardapm.bundle.metrics.catalogue;

import static dropwizardapm.bundle.metrics.catalogue.Metric.counter;
import static dropwizardapm.bundle.metrics.catalogue.Metric.gauge;
import static dropwizardapm.bundle.metrics.catalogue.Metric.histogram;
import static dropwizardapm.bundle.metrics.catalogue.Metric.info;

import java.util.List;

/** What every service measures of itself. */
public final class ServiceMetrics {
  /**
   * 0.5 s and 1 s are alert thresholds and must be edges; a quantile beyond the last edge would
   * stay at it.
   */
  private static final List<Double> REQUEST_EDGES =
      List.of(
          0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 7.5, 10.0,
          30.0, 60.0);

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
          "HTTP requests rejected to protect the service or because they could not be served.",
          "reason");

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
          "Times that a scrape went without a metric of the application, which failed or hangs.",
          "reason");

  public static final Metric EXECUTOR_ACTIVE =
      gauge("executor_active_threads", "Threads of an executor that work.", "name");
  public static final Metric EXECUTOR_SIZE =
      gauge("executor_pool_size_threads", "Threads of an executor.", "name");
  public static final Metric EXECUTOR_MAX =
      gauge(
          "executor_pool_max_threads",
          "Most threads that an executor comes to; without a bound to its queue these are its core threads.",
          "name");
  public static final Metric EXECUTOR_QUEUED =
      gauge("executor_queued_tasks", "Tasks that wait for a thread of an executor.", "name");
  public static final Metric EXECUTOR_COMPLETED =
      counter("executor_completed_tasks_total", "Tasks that an executor is done with.", "name");

  private ServiceMetrics() {}

  public static List<Metric> all() {
    return List.of(
        HTTP_REQUESTS,
        HTTP_REQUEST_DURATION,
        HTTP_REQUESTS_IN_PROGRESS,
        HTTP_REQUESTS_REJECTED,
        JVM_GC_PAUSE,
        LOG_EVENTS,
        HEALTHCHECK_STATUS,
        BUILD_INFO,
        CONFIG_INFO,
        SCRAPE_DURATION,
        SCRAPE_SIZE,
        LABEL_OVERFLOW,
        UNREADABLE,
        EXECUTOR_ACTIVE,
        EXECUTOR_SIZE,
        EXECUTOR_MAX,
        EXECUTOR_QUEUED,
        EXECUTOR_COMPLETED);
  }
}
