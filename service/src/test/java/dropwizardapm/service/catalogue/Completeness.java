package dropwizardapm.service.catalogue;

import java.util.List;

/**
 * By which metrics each question about each resource is answered: RED for requests, USE for
 * resources. What starts with {@code node_} is node_exporter's.
 */
public final class Completeness {
  /**
   * One answer.
   *
   * @param metrics names as in queries; empty only with a remark that says why
   */
  public record Answer(String resource, String question, List<String> metrics, String remark) {}

  private static final String UTILISATION = "utilisation";
  private static final String SATURATION = "saturation";
  private static final String ERRORS = "errors";

  private Completeness() {}

  public static List<Answer> red() {
    return List.of(
        of("requests", "rate", "http_requests_total"),
        with("requests", "errors", "status 5xx", "http_requests_total"),
        of("requests", "duration", "http_request_duration_seconds_bucket"),
        with(
            "requests",
            "rejected",
            "by reason; those answered with 503 count as errors, too",
            "http_requests_rejected_total"),
        of("requests", "in progress", "http_requests_in_progress"));
  }

  public static List<Answer> use() {
    return List.of(
        of("CPU", UTILISATION, "node_cpu_seconds_total", "process_cpu_seconds_total"),
        of("CPU", SATURATION, "node_pressure_cpu_waiting_seconds_total", "node_load1"),
        with("CPU", ERRORS, "a failing core stops the machine"),
        of(
            "memory",
            UTILISATION,
            "node_memory_MemAvailable_bytes",
            "process_resident_memory_bytes"),
        of(
            "memory",
            SATURATION,
            "node_pressure_memory_waiting_seconds_total",
            "node_vmstat_pgmajfault"),
        of("memory", ERRORS, "node_vmstat_oom_kill"),
        of("disk", UTILISATION, "node_disk_io_time_seconds_total", "node_filesystem_avail_bytes"),
        of("disk", SATURATION, "node_pressure_io_waiting_seconds_total"),
        with("disk", ERRORS, "after an error Linux mounts read-only", "node_filesystem_readonly"),
        of(
            "network",
            UTILISATION,
            "node_network_receive_bytes_total",
            "node_network_transmit_bytes_total"),
        of(
            "network",
            SATURATION,
            "node_network_receive_drop_total",
            "node_network_transmit_drop_total"),
        of(
            "network",
            ERRORS,
            "node_network_receive_errs_total",
            "node_network_transmit_errs_total"),
        of("compute pool", UTILISATION, "compute_workers_busy", "compute_workers_max"),
        of(
            "compute pool",
            SATURATION,
            "compute_backlog_seconds",
            "compute_backlog_limit_seconds",
            "compute_queue_wait_seconds_bucket"),
        with(
            "compute pool",
            ERRORS,
            "reasons overload, deadline, infeasible",
            "http_requests_rejected_total"),
        of("Jetty's pool", UTILISATION, "dropwizard_queued_thread_pool_utilization_max"),
        of("Jetty's pool", SATURATION, "dropwizard_queued_thread_pool_jobs"),
        with("Jetty's pool", ERRORS, "reason threads", "http_requests_rejected_total"),
        of("executor", UTILISATION, "executor_active_threads", "executor_pool_max_threads"),
        of("executor", SATURATION, "executor_queued_tasks"),
        with("executor", ERRORS, "the task's own affair; one that is refused throws"),
        of(
            "database pool",
            UTILISATION,
            "dropwizard_database_pool_active",
            "dropwizard_database_pool_size"),
        of("database pool", SATURATION, "dropwizard_database_pool_waiting"),
        with("database pool", ERRORS, "the statement throws"),
        of(
            "HTTP client",
            UTILISATION,
            "dropwizard_http_client_leased_connections",
            "dropwizard_http_client_max_connections"),
        of("HTTP client", SATURATION, "dropwizard_http_client_pending_connections"),
        of("HTTP client", ERRORS, "dropwizard_http_client_exceptions_events_total"),
        of(
            "heap",
            UTILISATION,
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "jvm_memory_pool_collection_used_bytes"),
        of("heap", SATURATION, "jvm_gc_pause_seconds_bucket", "jvm_gc_collection_seconds_sum"),
        with(
            "heap",
            ERRORS,
            "out of memory ends the process, systemd starts another",
            "process_start_time_seconds"),
        of("file descriptors", UTILISATION, "process_open_fds", "process_max_fds"),
        with("file descriptors", SATURATION, "none is waited for: the next one fails"),
        with("file descriptors", ERRORS, "the failure is logged", "log_events_total"));
  }

  public static List<Answer> jvm() {
    return List.of(
        of("JVM", "live set after collection", "jvm_memory_pool_collection_used_bytes"),
        of("JVM", "pauses", "jvm_gc_pause_seconds_bucket"),
        of("JVM", "allocation", "jvm_memory_pool_allocated_bytes_total"),
        of("JVM", "threads by state", "jvm_threads_state"),
        of("JVM", "deadlocks", "jvm_threads_deadlocked"),
        of(
            "JVM",
            "classes and compilation",
            "jvm_classes_currently_loaded",
            "jvm_compilation_time_seconds_total"),
        of(
            "JVM",
            "memory outside the heap",
            "jvm_memory_pool_used_bytes",
            "jvm_buffer_pool_used_bytes"),
        of("JVM", "log lines by level", "log_events_total"),
        of("JVM", "what runs, and how it is configured", "app_build_info", "app_config_info"));
  }

  private static Answer of(String resource, String question, String... metrics) {
    return new Answer(resource, question, List.of(metrics), "");
  }

  private static Answer with(String resource, String question, String remark, String... metrics) {
    return new Answer(resource, question, List.of(metrics), remark);
  }
}
