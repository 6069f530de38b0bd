package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.quantile;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.series;

import dropwizardapm.dashboards.grafana.HeatmapPanelBuilder;
import dropwizardapm.dashboards.grafana.PanelBuilder;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import java.util.List;

/** The service dashboard below its six promised panels. */
final class ServiceDetails {
  private static final String DURATION = "http_request_duration_seconds";

  private ServiceDetails() {}

  static TimeseriesPanelBuilder rejected() {
    return Panels.lines(
            "Rejected Requests",
            "Requests rejected on purpose, by reason. draining: the service stops; threads: none of the server's was free. Others are "
                + "the application's own, as overload: it would be answered too late; deadline: it was let in and became late; "
                + "infeasible: it asks for too much even alone.",
            "reqps")
        .stacked()
        .withTarget(
            query("{{reason}}", "sum by (reason) (" + rate("http_requests_rejected_total") + ")"));
  }

  static TimeseriesPanelBuilder serverThreads() {
    return Panels.lines(
            "Server Threads",
            "Busy threads of Jetty's pools as a share of the most there may be. Four are kept for connections; when all others are busy, "
                + "resources and servlets wait, and our own endpoints do not.",
            "percentunit")
        .max(1)
        .withTarget(
            query(
                "{{pool}}",
                "max by (pool) (" + series("dropwizard_queued_thread_pool_utilization_max") + ")"));
  }

  /** What one opens when a panel above has raised a question. */
  static List<? extends PanelBuilder<?>> hidden() {
    return List.of(
        percentiles(), distribution(), byStatus(), byInstance().span(12), waitingJobs().span(12));
  }

  private static TimeseriesPanelBuilder percentiles() {
    return Panels.latencies(
            "Response Time Percentiles",
            "All routes. p50 is the usual request, p99 the unlucky one; far apart means that some requests wait. "
                + "Points are single requests; each has its line in the service's log under its trace_id.")
        .withTarget(query("p50", quantile(0.5, "le", DURATION)))
        .withTarget(query("p95", quantile(0.95, "le", DURATION)))
        .withTarget(query("p99", quantile(0.99, "le", DURATION)).exemplar());
  }

  private static HeatmapPanelBuilder distribution() {
    return new HeatmapPanelBuilder()
        .title("Response Time Distribution")
        .description(
            "Requests per second in each bucket of response time. Two bands are two kinds of request, which an average would hide.")
        .unit("reqps")
        .edgeUnit("s")
        .withBuckets(query("", "sum by (le) (" + rate(DURATION + "_bucket") + ")"));
  }

  private static TimeseriesPanelBuilder byStatus() {
    return Panels.lines(
            "Answers by Status", "Requests per second by HTTP status, stacked.", "reqps")
        .stacked()
        .withTarget(query("{{status}}", "sum by (status) (" + rate("http_requests_total") + ")"));
  }

  private static TimeseriesPanelBuilder waitingJobs() {
    return Panels.lines(
            "Jobs Waiting for a Thread",
            "Jobs in the queues of Jetty's pools: connections to set up, requests of the administrator. An application's own requests "
                + "wait before they come there, and count as requests in progress.",
            "short")
        .withTarget(
            query(
                "{{pool}}",
                "sum by (pool) (" + series("dropwizard_queued_thread_pool_jobs") + ")"));
  }

  private static TimeseriesPanelBuilder byInstance() {
    return Panels.lines(
            "Request Rate by Instance",
            "Requests per second that each instance answered: is the load spread evenly?",
            "reqps")
        .stacked()
        .withTarget(
            query("{{instance}}", "sum by (instance) (" + rate("http_requests_total") + ")"));
  }
}
