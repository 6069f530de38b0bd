package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.howMany;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.rateOverRange;
import static dropwizardapm.dashboards.Promql.series;
import static dropwizardapm.dashboards.Promql.slowest;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.StatPanelBuilder;
import dropwizardapm.dashboards.grafana.TablePanelBuilder;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import java.util.List;

/**
 * The parts that an application is made of. Each application with the bundle has executors; of the
 * other parts it may have none, so that their rows are collapsed: a panel that nobody opens asks
 * nothing and shows no emptiness.
 *
 * <p>What has to be there for data: "Resource methods" a resource's method with {@code @Timed}
 * (Exceptions of Methods: with {@code @ExceptionMetered}) and a request to it, also to one with
 * {@code @Metered} alone, which the table shows without times; "Database pools" a data source of
 * dropwizard-db that the lifecycle manages; "HTTP clients" a client of dropwizard-client, and a
 * call for Calls and Call Time p95; "Caches" a {@code MetricsStatsCounter} in Dropwizard's registry
 * under a name with "cache" in it, such as that of {@code CachingAuthenticator}, and a lookup.
 */
final class ApplicationDashboard {
  private static final String METHOD = "dropwizard_resource_method_";
  private static final String MEDIAN = "quantile=\"0.5\"";

  private ApplicationDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("Application", "apm-application")
        .description(
            "Which part of the application is the bottleneck: its methods, its database, a service that it calls, a cache, an executor? "
                + "The figures say which parts there are; the rows of the others have nothing to show.")
        .annotation(Annotations.deploys())
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .annotation(Annotations.loadTests())
        .withPanel(parts())
        .withRow("Executors")
        .withPanel(busyThreads())
        .withPanel(waitingTasks())
        .withPanel(tasks())
        .withCollapsedRow(
            "Resource methods",
            List.of(methods(), methodTime().span(12), methodExceptions().span(12)))
        .withCollapsedRow("Database pools", ApplicationParts.pools())
        .withCollapsedRow("HTTP clients", ApplicationParts.clients())
        .withCollapsedRow("Caches", ApplicationParts.caches())
        .build();
  }

  private static StatPanelBuilder parts() {
    return Panels.figure(
            "Parts",
            "How many of each part the application has, of those that Dropwizard knows of. Each has a row below.",
            "short",
            "the service does not answer")
        .span(24)
        .decimals(0)
        .withTarget(query("executors", howMany("executor_pool_size_threads", "name")))
        .withTarget(query("timed methods", howMany(METHOD + "seconds", "class, method", MEDIAN)))
        .withTarget(query("database pools", howMany("dropwizard_database_pool_size", "pool")))
        .withTarget(
            query("HTTP clients", howMany("dropwizard_http_client_max_connections", "client")))
        .withTarget(
            query("caches", howMany("dropwizard_cache_loads_success_seconds", "cache", MEDIAN)));
  }

  private static TimeseriesPanelBuilder busyThreads() {
    return Panels.lines(
            "Busy Threads",
            "Threads of each executor that work, as a share of the most that it comes to. At 1 further tasks wait.",
            "percentunit")
        .max(1)
        .withTarget(
            query(
                "{{name}}",
                "sum by (name) (%s) / sum by (name) (%s)"
                    .formatted(
                        series("executor_active_threads"), series("executor_pool_max_threads"))));
  }

  private static TimeseriesPanelBuilder waitingTasks() {
    return Panels.lines(
            "Waiting Tasks",
            "Tasks that wait for a thread, by executor. Those of a scheduled one wait for their time, too.",
            "short")
        .withTarget(query("{{name}}", "sum by (name) (" + series("executor_queued_tasks") + ")"));
  }

  private static TimeseriesPanelBuilder tasks() {
    return Panels.lines("Tasks Done", "Tasks per second that each executor was done with.", "ops")
        .withTarget(
            query("{{name}}", "sum by (name) (" + rate("executor_completed_tasks_total") + ")"));
  }

  private static TablePanelBuilder methods() {
    String timed = rateOverRange(METHOD + "seconds_count");
    String metered = rateOverRange(METHOD + "events_total");
    return new TablePanelBuilder()
        .title("Resource Methods")
        .description(
            "Methods that are @Timed, @Metered or @ExceptionMetered, over the time range that you have chosen; the times are of the last "
                + "minutes, of the slowest instance. What callers see, by route: dashboard Service.")
        .unit("short")
        .span(24)
        .noValue("no method of a resource is @Timed or @Metered")
        .withLabelColumn("class", "Class")
        .withLabelColumn("method", "Method")
        .withValueColumn(
            "Rate",
            "reqps",
            3,
            query("", "sum by (class, method) (%s or %s)".formatted(timed, metered)))
        .withValueColumn(
            "p50", "s", 3, query("", slowest("0.5", "class, method", METHOD + "seconds")))
        .withValueColumn(
            "p95", "s", 3, query("", slowest("0.95", "class, method", METHOD + "seconds")))
        .withValueColumn(
            "Exceptions",
            "ops",
            3,
            query(
                "",
                "sum by (class, method) ("
                    + rateOverRange(METHOD + "exceptions_events_total")
                    + ")"))
        .sortBy("Rate");
  }

  private static TimeseriesPanelBuilder methodTime() {
    return Panels.lines(
            "Time in Methods p95",
            "95 of 100 calls of a method that is @Timed were shorter, of the last minutes and of the slowest instance; without filters.",
            "s")
        .noValue("no method of a resource is @Timed")
        .withTarget(
            query("{{class}}.{{method}}", slowest("0.95", "class, method", METHOD + "seconds")));
  }

  private static TimeseriesPanelBuilder methodExceptions() {
    return Panels.lines(
            "Exceptions of Methods",
            "Exceptions per second out of methods that are @ExceptionMetered, also those that become an answer with 4xx.",
            "ops")
        .noValue("no method of a resource is @ExceptionMetered")
        .withTarget(
            query(
                "{{class}}.{{method}}",
                "sum by (class, method) (" + rate(METHOD + "exceptions_events_total") + ")"));
  }
}
