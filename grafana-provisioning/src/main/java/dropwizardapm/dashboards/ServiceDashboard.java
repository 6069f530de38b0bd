package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.alertLine;
import static dropwizardapm.dashboards.Promql.orZero;
import static dropwizardapm.dashboards.Promql.quantile;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.rateOverRange;
import static dropwizardapm.dashboards.Promql.series;
import static dropwizardapm.dashboards.Promql.threshold;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.TablePanelBuilder;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;

/**
 * How the service does for those who call it: the six panels that were promised, first and in that
 * order.
 */
final class ServiceDashboard {
  private static final String REQUESTS = "http_requests_total";
  private static final String DURATION = "http_request_duration_seconds";
  private static final String SERVER_ERROR = "status=~\"5..\"";

  private ServiceDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("Service", "apm-service")
        .description(
            "Does the service answer, how fast, and how often not? "
                + "Start here; look for causes on the other dashboards.")
        .annotation(Annotations.deploys())
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .annotation(Annotations.loadTests())
        .withPanel(requestRate())
        .withPanel(errorRate())
        .withPanel(responseTime())
        .withPanel(memoryUsage())
        .withPanel(activeRequests())
        .withPanel(endpoints())
        .withRow("Overload")
        .withPanel(ServiceDetails.rejected().span(12))
        .withPanel(ServiceDetails.serverThreads().span(12))
        .withCollapsedRow("Details", ServiceDetails.hidden())
        .build();
  }

  private static TimeseriesPanelBuilder requestRate() {
    return Panels.lines(
            "Request Rate (RPS)",
            "Answered requests per second, by route, stacked. Counts every request: also those that failed, those that "
                + "were rejected under overload, and the monitoring's own to /health and /metrics.",
            "reqps")
        .stacked()
        .withTarget(query("{{path}}", "sum by (path) (" + rate(REQUESTS) + ")"));
  }

  private static TimeseriesPanelBuilder errorRate() {
    return Panels.lines(
            "Error Rate (%)",
            "Share of requests answered with a 5xx status. The dashed line is the alert HighErrorRate. "
                + "No requests count as 0 %; a gap means that the service was down.",
            "percent")
        .decimals(2)
        .withTarget(
            query(
                "5xx",
                orZero(
                    "100 * sum(%s) / (sum(%s) > 0)"
                        .formatted(rate(REQUESTS, SERVER_ERROR), rate(REQUESTS)))))
        .withTarget(alertLine("100 * " + threshold("HighErrorRate", "ratio")));
  }

  private static TimeseriesPanelBuilder responseTime() {
    return Panels.latencies(
            "Response Time p95",
            "95 of 100 requests were answered within this time: over all routes, and by route where there were "
                + "requests. The dashed line is the alert HighLatencyP95. Points are single requests; each has its line in the "
                + "service's log under its trace_id.")
        .withTarget(query("all routes", quantile(0.95, "le", DURATION)).exemplar())
        .withTarget(query("{{path}}", quantile(0.95, "le, path", DURATION)))
        .withTarget(alertLine(threshold("HighLatencyP95", "seconds")));
  }

  private static TimeseriesPanelBuilder memoryUsage() {
    return Panels.lines(
            "Memory Usage",
            "Heap and non-heap memory in use, the heap's limit, and what the process occupies in the machine's memory. "
                + "Heap is a saw-tooth: watch the level of its low points, not its peaks.",
            "bytes")
        .span(6)
        .withTarget(query("{{area}}", "sum by (area) (" + series("jvm_memory_used_bytes") + ")"))
        .withTarget(
            query("heap limit", "sum(" + series("jvm_memory_max_bytes", "area=\"heap\"") + ")"))
        .withTarget(query("resident", "sum(" + series("process_resident_memory_bytes") + ")"));
  }

  private static TimeseriesPanelBuilder activeRequests() {
    return Panels.lines(
            "Active Requests",
            "Requests being worked on or waiting, by route, at the moment of the scrape. Without /metrics: "
                + "the scrape that reads this figure would always count itself.",
            "short")
        .span(6)
        .decimals(0)
        .stacked()
        .withTarget(
            query(
                "{{path}}",
                "sum by (path) ("
                    + series("http_requests_in_progress", "path!=\"/metrics\"")
                    + ")"));
  }

  private static TablePanelBuilder endpoints() {
    String count = "sum by (method, path) (" + rateOverRange(REQUESTS) + ")";
    String called = "(" + count + " > 0)";
    String failed = "sum by (method, path) (" + rateOverRange(REQUESTS, SERVER_ERROR) + ")";
    return new TablePanelBuilder()
        .title("Endpoint Performance")
        .description("Each route that was called, over the whole time range that you have chosen.")
        .unit("short")
        .span(12)
        .noValue("no route was called in this time")
        .withLabelColumn("method", "Method")
        .withLabelColumn("path", "Path")
        .withValueColumn("Rate", "reqps", 3, query("", count + " > 0"))
        .withValueColumn(
            "Average",
            "s",
            3,
            query(
                "",
                "sum by (method, path) (%s) / (sum by (method, path) (%s) > 0)"
                    .formatted(
                        rateOverRange(DURATION + "_sum"), rateOverRange(DURATION + "_count"))))
        .withValueColumn(
            "p95",
            "s",
            3,
            query(
                "",
                "histogram_quantile(0.95, sum by (method, path, le) (%s)) >= 0"
                    .formatted(rateOverRange(DURATION + "_bucket"))))
        .withValueColumn(
            "Errors",
            "percent",
            2,
            query("", "100 * (%s or 0 * %s) / %s".formatted(failed, count, called)))
        .colorFrom("Errors", 1)
        .sortBy("Rate");
  }
}
