package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.alertLine;
import static dropwizardapm.dashboards.Promql.orZero;
import static dropwizardapm.dashboards.Promql.quantile;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.recorded;
import static dropwizardapm.dashboards.Promql.series;
import static dropwizardapm.dashboards.Promql.threshold;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.PrometheusQueryBuilder;
import dropwizardapm.dashboards.grafana.TablePanelBuilder;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import dropwizardapm.dashboards.grafana.Variable;
import java.util.List;

/** What a load test asked for, and what became of it: the callers' side beside the service's. */
final class LoadTestDashboard {
  /** What a load test sends, whatever the service. */
  private static final String LOAD = "path!~\"/health(/.*)?|/metrics\"";

  private static final String NO_RUN =
      "no load test was announced in this time: docs/load-workloads.md";

  private LoadTestDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("Load test", "apm-load-test")
        .withVariable(Variable.manyInRange("run_id", "Run", "label_values(loadtest_info, run_id)"))
        .description(
            "What can the service take? What was asked for, what was delivered, and which resource was at its limit. "
                + "Runs appear here when they announce themselves: docs/load-workloads.md. Choose several to compare them.")
        .annotation(Annotations.deploys())
        .annotation(Annotations.loadTests())
        .withPanel(rates())
        .withPanel(latency())
        .withPanel(errors().span(6))
        .withPanel(saturation().span(6))
        .withPanel(cpu().span(6))
        .withPanel(collection().span(6))
        .withPanel(steps())
        .withCollapsedRow(
            "Capacity: how many hosts, and for how long", List.of(capacity(), demand()))
        .build();
  }

  private static TimeseriesPanelBuilder rates() {
    return Panels.lines(
            "Offered and Answered",
            "Requests per second: what the running step set out to send, what really left the generator, and what the service "
                + "answered with 200. Sent below offered: the generator is at its limit, not the service.",
            "reqps")
        .softMax(10)
        .span(12)
        .noValue(NO_RUN)
        .withTarget(query("offered {{run_id}}", running("loadtest_step_target_rps")))
        .withTarget(query("sent {{run_id}}", running("loadtest_step_achieved_rps")))
        .withTarget(
            query(
                "answered with 200",
                orZero("sum(" + rate("http_requests_total", LOAD, "status=\"200\"") + ")")));
  }

  private static TimeseriesPanelBuilder latency() {
    return Panels.latencies(
            "Response Time",
            "p95 as the caller sees it over the step so far, and as the service measures it. Far apart: requests wait before "
                + "the service sees them. The dashed line is the alert HighLatencyP95.")
        .span(12)
        .withTarget(
            query(
                "caller p95 {{run_id}}",
                running("loadtest_step_latency_seconds", "quantile=\"0.95\"")))
        .withTarget(
            query("service p95", quantile(0.95, "le", "http_request_duration_seconds", LOAD)))
        .withTarget(alertLine(threshold("HighLatencyP95", "seconds")));
  }

  private static TimeseriesPanelBuilder errors() {
    return Panels.lines(
            "Rejected Requests",
            "Requests per second that the service rejected, by reason. Under overload this is what it should do: some wait "
                + "for nobody, the others get their answer in time.",
            "reqps")
        .stacked()
        .withTarget(
            query("{{reason}}", "sum by (reason) (" + rate("http_requests_rejected_total") + ")"));
  }

  private static TimeseriesPanelBuilder saturation() {
    return Panels.lines(
            "Saturation",
            "Threads that are busy, the server's or those that compute, and where the service computes its backlog, each as a share "
                + "of the most there may be. At 1: this is the service's limit.",
            "percentunit")
        .softMax(1)
        .withTarget(
            query(
                "busy",
                "max(%s / %s or %s)"
                    .formatted(
                        series("compute_workers_busy"),
                        series("compute_workers_max"),
                        series("dropwizard_queued_thread_pool_utilization_max"))))
        .withTarget(
            query(
                "backlog",
                "sum(%s) / sum(%s)"
                    .formatted(
                        series("compute_backlog_seconds"),
                        series("compute_backlog_limit_seconds"))));
  }

  private static TimeseriesPanelBuilder cpu() {
    return Panels.lines(
            "CPU",
            "Cores that the service keeps busy. What the rest of the machine does meanwhile: dashboard Host.",
            "short")
        .softMax(1)
        .withTarget(
            query("{{instance}}", "sum by (instance) (" + rate("process_cpu_seconds_total") + ")"));
  }

  private static TimeseriesPanelBuilder collection() {
    return Panels.lines(
            "Garbage Collection",
            "Share of time in which the service stood still for a collection. More than a few percent: give it more heap.",
            "percentunit")
        .withTarget(query("paused", "sum(" + rate("jvm_gc_pause_seconds_sum") + ")"));
  }

  private static TablePanelBuilder steps() {
    return new TablePanelBuilder()
        .title("Steps")
        .description(
            "Every step of the chosen runs: the capacity curve in figures. The knee is where answered stays behind offered, "
                + "or p95 passes the dashed line.")
        .unit("short")
        .span(24)
        .height(10)
        .noValue(NO_RUN)
        .withLabelColumn("run_id", "Run")
        .withLabelColumn("step", "Step")
        .withValueColumn("Offered", "reqps", 0, last("loadtest_step_target_rps"))
        .withValueColumn("Sent", "reqps", 1, last("loadtest_step_achieved_rps"))
        .withValueColumn("Answered", "reqps", 1, last("loadtest_step_goodput_rps"))
        .withValueColumn("p95", "s", 3, last("loadtest_step_latency_seconds", "quantile=\"0.95\""))
        .withValueColumn("Errors", "percentunit", 4, last("loadtest_step_error_ratio"))
        .sortBy("Run");
  }

  private static TablePanelBuilder capacity() {
    return new TablePanelBuilder()
        .title("Capacity")
        .description(
            "What one host sustains, as the last load test with the profile capacity has found it (or prometheus_knee_rps says); the "
                + "busiest five minutes of 28 days, load tests left out; how many hosts that needs, with one in reserve; and in how many "
                + "days the daily peak, if it goes on growing as it has, needs all hosts but one (∞: it does not grow, or is not a week old).")
        .unit("short")
        .span(24)
        .height(5)
        .noValue("not known yet: docs/capacity.md")
        .withLabelColumn("job", "Service")
        .withValueColumn("Knee of a Host", "reqps", 0, query("", recorded("job:host_knee:rps")))
        .withValueColumn(
            "Peak of Four Weeks", "reqps", 1, query("", recorded("job:demand:peak28d")))
        .withValueColumn("Hosts Needed", "short", 0, query("", recorded("job:hosts:needed")))
        .withValueColumn(
            "Days until the Knee", "short", 0, query("", recorded("job:demand:days_to_knee")))
        .sortBy("Service");
  }

  private static TimeseriesPanelBuilder demand() {
    return Panels.lines(
            "Demand and Knee",
            "Requests per second that people sent, their peak of a day, and what all hosts but one sustain. Choose weeks.",
            "reqps")
        .softMax(10)
        .span(24)
        .withTarget(query("demand", recorded("job:demand:rps")))
        .withTarget(query("peak of a day", recorded("job:demand:peak1d")))
        .withTarget(query("all hosts but one", recorded("job:hosts_but_one:rps")));
  }

  /** Of the step under way; a gap between steps and after the run. */
  private static String running(String metric, String... matchers) {
    return "sum by (run_id) (%s and on (run_id, step) %s == 1)"
        .formatted(ofRun(metric, matchers), ofRun("loadtest_step_running"));
  }

  /** The last value within the time range: a run that is over stays in the table. */
  private static PrometheusQueryBuilder last(String metric, String... matchers) {
    return query(
        "",
        "max by (run_id, step) (last_over_time(%s[$__range]))".formatted(ofRun(metric, matchers)));
  }

  private static String ofRun(String metric, String... matchers) {
    String more = matchers.length == 0 ? "" : "," + String.join(",", matchers);
    return metric + "{run_id=~\"$run_id\"" + more + "}";
  }
}
