package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.alertLine;
import static dropwizardapm.dashboards.Promql.quantile;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.series;
import static dropwizardapm.dashboards.Promql.threshold;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import java.util.List;

/** What the Java virtual machine does beneath the service. */
final class JvmDashboard {
  // Collectors name their pools differently (Tenured Gen, G1 Old Gen, ZGC Old Generation); these
  // match all of them.
  private static final String OLD = "pool=~\".*(Old|Tenured).*\"";
  private static final String NON_HEAP = "pool=~\"Code.*|Metaspace|Compressed.*\"";
  private static final String EDEN = "pool=~\".*(Eden|Young).*\"";

  /** By default the alert fires at 0.1, which would be the frame of the graph. */
  private static final double BEYOND_THE_ALERT = 0.125;

  private JvmDashboard() {}

  static Dashboard build() {
    return Dashboards.ofService("JVM", "apm-jvm")
        .description(
            "Is the Java virtual machine short of memory, time or threads? "
                + "Come here from Service when it is slow and the load does not explain it.")
        .annotation(Annotations.deploys())
        .annotation(Annotations.restarts())
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .annotation(Annotations.loadTests())
        .withPanel(heap())
        .withPanel(gcShare())
        .withPanel(cpu())
        .withPanel(liveSet())
        .withPanel(gcPause())
        .withPanel(logs())
        .withCollapsedRow("Memory", List.of(nonHeap(), allocation(), classes()))
        .withCollapsedRow(
            "Threads and process",
            List.of(
                threads().span(6),
                deadlocks().span(6),
                descriptors().span(6),
                compilation().span(6)))
        .build();
  }

  private static TimeseriesPanelBuilder heap() {
    return Panels.lines(
            "Heap",
            "Heap in use, what the JVM has taken from the system for it, and the limit (-Xmx). A saw-tooth is healthy.",
            "bytes")
        .withTarget(query("used", sum("jvm_memory_used_bytes", "area=\"heap\"")))
        .withTarget(query("committed", sum("jvm_memory_committed_bytes", "area=\"heap\"")))
        .withTarget(query("limit", sum("jvm_memory_max_bytes", "area=\"heap\"")));
  }

  private static TimeseriesPanelBuilder liveSet() {
    return Panels.lines(
            "Live Set after Collection",
            "What the last collection of the old generation could not free: the service's real need. "
                + "If it climbs over days, something leaks. 0 until the first such collection.",
            "bytes")
        .withTarget(query("old generation", sum("jvm_memory_pool_collection_used_bytes", OLD)));
  }

  private static TimeseriesPanelBuilder nonHeap() {
    return Panels.lines(
            "Memory outside the Heap",
            "Classes and compiled code, by pool, stacked. It levels off within the first minutes.",
            "bytes")
        .stacked()
        .withTarget(
            query(
                "{{pool}}",
                "sum by (pool) (" + series("jvm_memory_pool_used_bytes", NON_HEAP) + ")"));
  }

  private static TimeseriesPanelBuilder gcShare() {
    return Panels.lines(
            "Time in Garbage Collection",
            "Share of time spent in collections, by collector. The dashed line is the alert GcOverhead: the heap is too small for the load.",
            "percentunit")
        .stacked()
        .softMax(BEYOND_THE_ALERT)
        .withTarget(query("{{gc}}", "sum by (gc) (" + rate("jvm_gc_collection_seconds_sum") + ")"))
        .withTarget(alertLine(threshold("GcOverhead", "ratio")));
  }

  private static TimeseriesPanelBuilder gcPause() {
    return Panels.lines(
            "Collection Pauses",
            "How long collections held the service up: 99 of 100 were shorter, by collector. No line: there was none.",
            "s")
        .noValue("no collection")
        .withTarget(query("{{gc}}", quantile(0.99, "le, gc", "jvm_gc_pause_seconds")));
  }

  private static TimeseriesPanelBuilder allocation() {
    return Panels.lines(
            "Allocation",
            "New objects in bytes per second. It drives how often the collector has to run.",
            "Bps")
        .withTarget(
            query("young", "sum(" + rate("jvm_memory_pool_allocated_bytes_total", EDEN) + ")"));
  }

  private static TimeseriesPanelBuilder threads() {
    return Panels.lines(
            "Threads by State",
            "Threads of the process, stacked. Many BLOCKED: they wait for one another's locks.",
            "short")
        .stacked()
        .withTarget(query("{{state}}", "sum by (state) (" + series("jvm_threads_state") + ")"));
  }

  private static TimeseriesPanelBuilder cpu() {
    return Panels.lines(
            "CPU of the Process",
            "Cores that the process keeps busy, by instance: 2 is two cores all the time.",
            "short")
        .softMax(1)
        .withTarget(
            query("{{instance}}", "sum by (instance) (" + rate("process_cpu_seconds_total") + ")"));
  }

  private static TimeseriesPanelBuilder descriptors() {
    return Panels.lines(
            "File Descriptors",
            "Open files and connections, and the limit at which new ones are refused.",
            "short")
        .withTarget(query("open", "max(" + series("process_open_fds") + ")"))
        .withTarget(query("limit", "min(" + series("process_max_fds") + ")"));
  }

  private static TimeseriesPanelBuilder deadlocks() {
    return Panels.lines(
            "Deadlocked Threads",
            "Threads that wait for one another for ever. Anything above 0 needs a thread dump and a restart.",
            "short")
        .limit(1)
        .withTarget(query("deadlocked", sum("jvm_threads_deadlocked")));
  }

  private static TimeseriesPanelBuilder classes() {
    return Panels.lines(
            "Loaded Classes",
            "Classes in memory. It stays level once the service is warm; steady growth is a leak.",
            "short")
        .withTarget(query("classes", sum("jvm_classes_currently_loaded")));
  }

  private static TimeseriesPanelBuilder compilation() {
    return Panels.lines(
            "Just-in-time Compilation",
            "Seconds of compilation per second. High after a start, while the service is still slow; then near 0.",
            "short")
        .softMax(1)
        .withTarget(
            query(
                "{{instance}}",
                "sum by (instance) (" + rate("jvm_compilation_time_seconds_total") + ")"));
  }

  private static TimeseriesPanelBuilder logs() {
    return Panels.lines(
            "Log Lines",
            "Lines per second that the service logged, by level, stacked. Errors and warnings want reading: journalctl -u $job -p warning, on its host.",
            "short")
        .softMax(1)
        .stacked()
        .withTarget(query("{{level}}", "sum by (level) (" + rate("log_events_total") + ")"));
  }

  private static String sum(String metric, String... matchers) {
    return "sum(" + series(metric, matchers) + ")";
  }
}
