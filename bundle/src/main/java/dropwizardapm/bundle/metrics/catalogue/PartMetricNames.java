package dropwizardapm.bundle.metrics.catalogue;

import static dropwizardapm.bundle.metrics.catalogue.Metric.counter;
import static dropwizardapm.bundle.metrics.catalogue.Metric.gauge;
import static dropwizardapm.bundle.metrics.catalogue.Metric.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * What Dropwizard's modules register for the parts that an application is made of. One that has no
 * such part has none of the metrics.
 */
final class PartMetricNames {
  private static final String METHOD = "dropwizard_resource_method_";
  private static final String POOL = "dropwizard_database_pool_";
  private static final String CLIENT = "dropwizard_http_client_";
  private static final String CACHE = "dropwizard_cache_";

  private PartMetricNames() {}

  static List<Metric> all() {
    List<Metric> all = new ArrayList<>();
    add(all, "No method of a resource is @Timed.", timed());
    add(
        all,
        "No method of a resource is @Metered.",
        List.of(
            counter(
                METHOD + "events_total",
                "Calls of a method that is @Metered.",
                "class",
                "method")));
    add(
        all,
        "No method of a resource is @ExceptionMetered.",
        List.of(
            counter(
                METHOD + "exceptions_events_total",
                "Exceptions out of a method that is @ExceptionMetered.",
                "class",
                "method")));
    add(all, "The application has no database pool (dropwizard-db).", pools());
    add(all, "The application has no HTTP client (dropwizard-client).", clients());
    add(
        all,
        "No call of an HTTP client (dropwizard-client) has failed.",
        List.of(
            counter(
                CLIENT + "exceptions_events_total",
                "Calls that ended without an answer, by what was thrown.",
                "client",
                "exception")));
    add(all, "The application has no cache whose counts are in Dropwizard's registry.", caches());
    return all;
  }

  private static void add(List<Metric> all, String condition, List<Metric> metrics) {
    metrics.forEach(metric -> all.add(metric.when(condition)));
  }

  private static List<Metric> timed() {
    return List.of(
        sample(
            METHOD + "seconds", "Time in a method that is @Timed, in seconds.", "class", "method"),
        sample(
            METHOD + "total_seconds",
            "Time of a request to a method that is @Timed, filters included, in seconds.",
            "class",
            "method"),
        sample(
            METHOD + "request_filtering_seconds",
            "Time in the filters before a method that is @Timed, in seconds.",
            "class",
            "method"),
        sample(
            METHOD + "response_filtering_seconds",
            "Time in the filters behind a method that is @Timed, in seconds.",
            "class",
            "method"));
  }

  private static List<Metric> pools() {
    return List.of(
        gauge(POOL + "active", "Connections of a database pool that are in use.", "pool"),
        gauge(POOL + "idle", "Connections of a database pool that wait for use.", "pool"),
        gauge(POOL + "waiting", "Threads that wait for a connection of a database pool.", "pool"),
        gauge(POOL + "size", "Connections of a database pool.", "pool"),
        counter(POOL + "created_events_total", "Connections that a database pool made.", "pool"),
        counter(POOL + "borrowed_events_total", "Connections taken from a database pool.", "pool"),
        counter(
            POOL + "returned_events_total", "Connections given back to a database pool.", "pool"),
        counter(
            POOL + "reconnected_events_total",
            "Connections of a database pool that were made anew.",
            "pool"),
        counter(POOL + "released_events_total", "Connections that a database pool closed.", "pool"),
        counter(
            POOL + "released_idle_events_total",
            "Connections that a database pool closed as there were too many idle ones.",
            "pool"),
        counter(
            POOL + "remove_abandoned_events_total",
            "Connections that a database pool took back from who kept them too long.",
            "pool"));
  }

  private static List<Metric> clients() {
    return List.of(
        gauge(
            CLIENT + "available_connections",
            "Connections of an HTTP client that are idle.",
            "client"),
        gauge(
            CLIENT + "leased_connections",
            "Connections of an HTTP client that are in use.",
            "client"),
        gauge(
            CLIENT + "max_connections", "Most connections that an HTTP client may have.", "client"),
        gauge(
            CLIENT + "pending_connections",
            "Calls that wait for a connection of an HTTP client.",
            "client"),
        sample(
            CLIENT + "requests_seconds",
            "Time of calls, failed ones included, in seconds; from the first call on.",
            "client",
            "method"));
  }

  private static List<Metric> caches() {
    return List.of(
        counter(CACHE + "hits_events_total", "Lookups that a cache answered.", "cache"),
        counter(CACHE + "misses_events_total", "Lookups that a cache could not answer.", "cache"),
        sample(CACHE + "loads_success_seconds", "Time to load into a cache, in seconds.", "cache"),
        sample(
            CACHE + "loads_failure_seconds",
            "Time until loading into a cache failed, in seconds.",
            "cache"),
        sample(
            CACHE + "evictions_distribution",
            "Weight of what a cache dropped, by the reason.",
            "cache",
            "cause"),
        counter(
            CACHE + "evictions_weight_events_total",
            "Weight of all that a cache dropped.",
            "cache"));
  }
}
