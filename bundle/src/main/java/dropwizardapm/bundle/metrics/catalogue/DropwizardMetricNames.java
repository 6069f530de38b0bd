package dropwizardapm.bundle.metrics.catalogue;

import static dropwizardapm.bundle.metrics.catalogue.Metric.counter;
import static dropwizardapm.bundle.metrics.catalogue.Metric.gauge;
import static dropwizardapm.bundle.metrics.catalogue.Metric.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Dropwizard's own registry holds, under the names that the bridge gives it. */
public final class DropwizardMetricNames {
  private static final String POOL = "dropwizard_queued_thread_pool_";
  private static final String HANDLER = "dropwizard_mutable_servlet_context_handler_";

  private static final Map<String, Metric> BY_NAME =
      all().stream().collect(Collectors.toMap(Metric::name, Function.identity()));

  private DropwizardMetricNames() {}

  public static Optional<Metric> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public static List<Metric> all() {
    List<Metric> all = new ArrayList<>();
    all.add(gauge(POOL + "size", "Threads of a pool of Jetty's.", "pool"));
    all.add(gauge(POOL + "jobs", "Jobs that wait for a thread of a pool of Jetty's.", "pool"));
    all.add(
        gauge(
            POOL + "utilization", "Busy threads of a pool as a share of those there are.", "pool"));
    all.add(
        gauge(
            POOL + "utilization_max",
            "Busy threads of a pool as a share of the most that there may be.",
            "pool"));
    all.add(
        gauge(
            POOL + "jobs_queue_utilization",
            "Jobs that wait for a thread as a share of the most that may.",
            "pool"));
    all.add(
        sample(
            "dropwizard_http_connections_seconds",
            "How long connections lasted, in seconds.",
            "connector"));
    all.addAll(servlets());
    for (String pool : List.of("slow_clients", "time_bound_health_check_pool"))
      all.addAll(threadFactory(pool));
    all.addAll(PartMetricNames.all());
    return all;
  }

  /** Requests that our own endpoints do not answer but a resource or a servlet. */
  private static List<Metric> servlets() {
    List<Metric> all = new ArrayList<>();
    all.add(sample(HANDLER + "requests_seconds", "Time of requests in the servlets, in seconds."));
    all.add(
        sample(HANDLER + "dispatches_seconds", "Time of dispatches in the servlets, in seconds."));
    for (String method :
        List.of(
            "connect", "delete", "get", "head", "move", "options", "other", "post", "put", "trace"))
      all.add(
          sample(
              HANDLER + method + "_requests_seconds",
              "Time of requests by this method in the servlets, in seconds."));
    for (String active : List.of("requests", "dispatches", "suspended"))
      all.add(gauge(HANDLER + "active_" + active, "What goes on in the servlets now."));
    for (String async : List.of("dispatches", "timeouts"))
      all.add(
          counter(
              HANDLER + "async_" + async + "_events_total",
              "Asynchronous requests in the servlets."));
    for (String status : List.of("1xx", "2xx", "3xx", "4xx", "5xx"))
      all.add(
          counter(
              HANDLER + status + "_responses_events_total",
              "Answers of the servlets by class of status."));
    for (String status : List.of("4xx", "5xx"))
      for (String window : List.of("1m", "5m", "15m"))
        all.add(
            gauge(
                HANDLER + "percent_" + status + "_" + window,
                "Share of the servlets' answers, over a moving window; NaN without any."));
    return all;
  }

  private static List<Metric> threadFactory(String pool) {
    return Stream.of(
            counter("dropwizard_" + pool + "_created_events_total", "Threads started for a pool."),
            counter(
                "dropwizard_" + pool + "_terminated_events_total", "Threads of a pool that ended."),
            gauge("dropwizard_" + pool + "_running", "Threads of a pool that run."))
        .toList();
  }
}
