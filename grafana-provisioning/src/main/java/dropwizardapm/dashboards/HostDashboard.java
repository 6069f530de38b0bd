package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.alertLine;
import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.series;
import static dropwizardapm.dashboards.Promql.threshold;

import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import dropwizardapm.dashboards.grafana.Variable;

/** The machines: for each resource how much is used, who waits for it, and what fails. */
final class HostDashboard {
  private static final String DISK = "device!~\"loop.*|ram.*|zram.*|sr.*\"";
  // systemd mounts one of these for each unit that has credentials; they say nothing about the
  // machine.
  private static final String MOUNT = "mountpoint!~\"/run/credentials/.*\"";
  private static final String LINK = "device!=\"lo\"";

  private HostDashboard() {}

  static Dashboard build() {
    return Dashboards.named("Host", "apm-host")
        .description(
            "Which resource of the machine is the limit? From left to right: how much is used, who waits, what goes through.")
        .withVariable(Variable.one("job", "Job", "label_values(node_uname_info, job)", "node"))
        .withVariable(
            Variable.many(
                "instance", "Instance", "label_values(node_uname_info{job=~\"$job\"}, instance)"))
        .annotation(Annotations.criticalAlerts())
        .annotation(Annotations.warnings())
        .annotation(Annotations.loadTests())
        .withPanel(cpu())
        .withPanel(cpuPressure())
        .withPanel(load())
        .withPanel(memory())
        .withPanel(memoryPressure())
        .withPanel(paging())
        .withPanel(disk())
        .withPanel(ioPressure())
        .withPanel(filesystems())
        .withPanel(network())
        .withPanel(networkErrors())
        .withPanel(clock())
        .build();
  }

  private static TimeseriesPanelBuilder cpu() {
    return Panels.lines(
            "CPU Usage",
            "Share of all cores that does not idle, by mode, stacked. steal: another machine on the same hardware took it.",
            "percentunit")
        .stacked()
        .max(1)
        .withTarget(
            query(
                "{{mode}}",
                "avg by (mode) (" + rate("node_cpu_seconds_total", "mode!=\"idle\"") + ")"));
  }

  private static TimeseriesPanelBuilder cpuPressure() {
    return pressure(
        "CPU Pressure",
        "Share of time in which some process was ready to run and got no core. The honest measure of a full CPU.",
        "node_pressure_cpu_waiting_seconds_total");
  }

  private static TimeseriesPanelBuilder load() {
    return Panels.lines(
            "Load per Core",
            "Processes that run, or wait for a core or a disk, over one minute, divided by the cores. Above 1 some wait.",
            "short")
        .limit(1)
        .withTarget(
            query(
                "{{instance}}",
                "sum by (instance) (%s) / count by (instance) (%s)"
                    .formatted(
                        series("node_load1"), rate("node_cpu_seconds_total", "mode=\"idle\""))));
  }

  private static TimeseriesPanelBuilder memory() {
    return Panels.lines(
            "Memory Usage",
            "Share of memory that could not be freed at once. Caches count as free.",
            "percentunit")
        .max(1)
        .withTarget(
            query(
                "{{instance}}",
                "1 - %s / %s"
                    .formatted(
                        series("node_memory_MemAvailable_bytes"),
                        series("node_memory_MemTotal_bytes"))));
  }

  private static TimeseriesPanelBuilder memoryPressure() {
    return pressure(
        "Memory Pressure",
        "Share of time in which some process waited for memory to be freed. Above 0 for long: too little of it.",
        "node_pressure_memory_waiting_seconds_total");
  }

  private static TimeseriesPanelBuilder paging() {
    return Panels.lines(
            "Paging",
            "Pages per second moved to and from swap, and pages that had to be read back from disk.",
            "ops")
        .withTarget(
            query(
                "swap {{instance}}",
                rate("node_vmstat_pswpin") + " + " + rate("node_vmstat_pswpout")))
        .withTarget(query("major faults {{instance}}", rate("node_vmstat_pgmajfault")));
  }

  private static TimeseriesPanelBuilder disk() {
    return Panels.lines(
            "Disk Busy",
            "Share of time in which the disk had something to do. Fast disks do many things at once: 1 is not yet their limit.",
            "percentunit")
        .max(1)
        .withTarget(
            query("{{instance}} {{device}}", rate("node_disk_io_time_seconds_total", DISK)));
  }

  private static TimeseriesPanelBuilder ioPressure() {
    return pressure(
        "Disk Pressure",
        "Share of time in which some process waited for a disk.",
        "node_pressure_io_waiting_seconds_total");
  }

  private static TimeseriesPanelBuilder filesystems() {
    return Panels.lines(
            "Filesystem Usage",
            "Share of each filesystem that is full, as an unprivileged process sees it. The dashed line is the alert DiskAlmostFull.",
            "percentunit")
        .max(1)
        .withTarget(
            query(
                "{{instance}} {{mountpoint}}",
                "max by (instance, mountpoint) (1 - %s / %s)"
                    .formatted(
                        series("node_filesystem_avail_bytes", MOUNT),
                        series("node_filesystem_size_bytes", MOUNT))))
        .withTarget(alertLine("1 - " + threshold("DiskAlmostFull", "ratio")));
  }

  private static TimeseriesPanelBuilder network() {
    return Panels.lines("Network", "Bytes per second over all links but the loopback.", "Bps")
        .withTarget(
            query(
                "in {{instance}}",
                "sum by (instance) (" + rate("node_network_receive_bytes_total", LINK) + ")"))
        .withTarget(
            query(
                "out {{instance}}",
                "sum by (instance) (" + rate("node_network_transmit_bytes_total", LINK) + ")"));
  }

  private static TimeseriesPanelBuilder networkErrors() {
    return Panels.lines(
            "Network Errors and Drops",
            "Packets per second that were damaged or thrown away. Anything but 0 needs a reason.",
            "pps")
        .withTarget(
            query(
                "errors {{instance}}",
                "sum by (instance) (%s + %s)"
                    .formatted(
                        rate("node_network_receive_errs_total", LINK),
                        rate("node_network_transmit_errs_total", LINK))))
        .withTarget(
            query(
                "drops {{instance}}",
                "sum by (instance) (%s + %s)"
                    .formatted(
                        rate("node_network_receive_drop_total", LINK),
                        rate("node_network_transmit_drop_total", LINK))));
  }

  private static TimeseriesPanelBuilder clock() {
    return Panels.lines(
            "Clock Offset",
            "How far the machine's clock is from its time source, by the kernel. Seconds apart, graphs and logs do not match.",
            "s")
        .noValue("this host may not read its clock, as most containers")
        .withTarget(query("{{instance}}", "abs(" + series("node_timex_offset_seconds") + ")"));
  }

  private static TimeseriesPanelBuilder pressure(
      String title, String description, String waitingSeconds) {
    return Panels.lines(title, description, "percentunit")
        .noValue("this kernel does not measure pressure (psi=1)")
        .withTarget(query("{{instance}}", rate(waitingSeconds)));
  }
}
