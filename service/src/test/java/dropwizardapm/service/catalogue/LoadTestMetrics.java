package dropwizardapm.service.catalogue;

import static dropwizardapm.bundle.metrics.catalogue.Metric.gauge;
import static dropwizardapm.bundle.metrics.catalogue.Metric.info;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import java.util.List;

/**
 * What a load test writes for node_exporter's textfile collector. The module gatling knows nothing
 * of this class; a test holds the file that it writes against it.
 */
final class LoadTestMetrics {
  private static final String STEP = "step";
  private static final String RUN = "run_id";

  private LoadTestMetrics() {}

  static List<Metric> all() {
    return List.of(
        gauge(
            "loadtest_running",
            "Whether the load test is under way: 1 yes, 0 no longer.",
            RUN,
            "profile"),
        info("loadtest_info", "A load test and what it tested.", RUN, "profile", "revision"),
        gauge(
            "loadtest_step_running",
            "Whether the step is under way: 1 yes, 0 no longer.",
            RUN,
            STEP),
        gauge(
            "loadtest_step_target_rps",
            "Requests per second that the step set out to send.",
            RUN,
            STEP),
        gauge(
            "loadtest_step_achieved_rps",
            "Requests per second that the step really sent.",
            RUN,
            STEP),
        gauge(
            "loadtest_step_goodput_rps",
            "Requests per second that were answered with 200.",
            RUN,
            STEP),
        gauge(
            "loadtest_step_latency_seconds",
            "Response time of the requests answered with 200, as the caller sees it, in seconds.",
            RUN,
            STEP,
            "quantile"),
        gauge(
            "loadtest_step_error_ratio",
            "Share of the step's requests that ended in anything but 200.",
            RUN,
            STEP),
        gauge(
            "loadtest_knee_rps",
            "Highest rate that one host of the service sustained in the last run that looked for it, in requests per second.",
            RUN,
            "service"));
  }
}
