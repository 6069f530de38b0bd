package dropwizardapm.dashboards;

import static dropwizardapm.dashboards.Promql.query;
import static dropwizardapm.dashboards.Promql.rate;
import static dropwizardapm.dashboards.Promql.series;
import static dropwizardapm.dashboards.Promql.slowest;

import dropwizardapm.dashboards.grafana.PanelBuilder;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import java.util.List;

/** What an application may have or not, by what Dropwizard's modules register. */
final class ApplicationParts {
  private static final String POOL = "dropwizard_database_pool_";
  private static final String CLIENT = "dropwizard_http_client_";
  private static final String CACHE = "dropwizard_cache_";

  private ApplicationParts() {}

  static List<? extends PanelBuilder<?>> pools() {
    return List.of(
        ofPools(
                "Connections",
                "Connections that are in use and those that are open, by pool. In use as many as the pool may have: what comes next waits.",
                "short")
            .withTarget(query("{{pool}} in use", sum("pool", series(POOL + "active"))))
            .withTarget(query("{{pool}} open", sum("pool", series(POOL + "size")))),
        ofPools(
                "Waiting for a Connection",
                "Threads that wait for a connection, by pool. Above 0 for long: the pool is too small, or statements hold it too long.",
                "short")
            .withTarget(query("{{pool}}", sum("pool", series(POOL + "waiting")))),
        ofPools(
                "Connections Borrowed and Made",
                "Connections per second that were taken from each pool, and those that it had to make. Made all the time: they do not last.",
                "ops")
            .withTarget(
                query("{{pool}} borrowed", sum("pool", rate(POOL + "borrowed_events_total"))))
            .withTarget(query("{{pool}} made", sum("pool", rate(POOL + "created_events_total")))));
  }

  private static TimeseriesPanelBuilder ofPools(String title, String description, String unit) {
    return Panels.lines(title, description, unit).noValue("this application has no database pool");
  }

  static List<? extends PanelBuilder<?>> clients() {
    return List.of(
        ofClients("Calls", "Calls per second of other services, by client, stacked.", "reqps")
            .stacked()
            .withTarget(
                query("{{client}}", sum("client", rate(CLIENT + "requests_seconds_count")))),
        ofClients(
                "Call Time p95",
                "95 of 100 calls were answered within this time, of the last minutes and of the slowest instance, by client and method.",
                "s")
            .withTarget(
                query(
                    "{{client}} {{method}}",
                    slowest("0.95", "client, method", CLIENT + "requests_seconds"))),
        ofClients(
                "Failed Calls",
                "Calls per second that ended without any answer, by client. An answer with 5xx is one.",
                "ops")
            .withTarget(
                query(
                    "{{client}}",
                    "%s or %s"
                        .formatted(
                            sum("client", rate(CLIENT + "exceptions_events_total")),
                            sum("client", series(CLIENT + "max_connections") + " * 0")))),
        ofClients(
                "Connections to Others",
                "Connections in use as a share of the most that each client may have. At 1 further calls wait.",
                "percentunit")
            .max(1)
            .span(12)
            .withTarget(
                query(
                    "{{client}}",
                    sum("client", series(CLIENT + "leased_connections"))
                        + " / "
                        + sum("client", series(CLIENT + "max_connections")))),
        ofClients(
                "Calls Waiting for a Connection",
                "Calls that wait for a connection of their client. Above 0 for long: it may have too few, or what it calls is slow.",
                "short")
            .span(12)
            .withTarget(
                query("{{client}}", sum("client", series(CLIENT + "pending_connections")))));
  }

  private static TimeseriesPanelBuilder ofClients(String title, String description, String unit) {
    return Panels.lines(title, description, unit)
        .noValue("this application has no HTTP client of Dropwizard's, or it called nobody");
  }

  static List<? extends PanelBuilder<?>> caches() {
    String hits = sum("cache", rate(CACHE + "hits_events_total"));
    String misses = sum("cache", rate(CACHE + "misses_events_total"));
    return List.of(
        ofCaches("Hit Ratio", "Share of lookups that each cache answered itself.", "percentunit")
            .max(1)
            .withTarget(query("{{cache}}", "%s / (%s + %s > 0)".formatted(hits, hits, misses))),
        ofCaches("Lookups", "Lookups per second, by cache: hits and misses.", "ops")
            .withTarget(query("{{cache}}", hits + " + " + misses)),
        ofCaches("Evictions", "Entries per second that each cache dropped by itself.", "ops")
            .withTarget(
                query("{{cache}}", sum("cache", rate(CACHE + "evictions_distribution_count")))),
        ofCaches(
                "Load Time p95",
                "95 of 100 misses were loaded within this time, of the last minutes and of the slowest instance.",
                "s")
            .span(12)
            .withTarget(
                query("{{cache}}", slowest("0.95", "cache", CACHE + "loads_success_seconds"))),
        ofCaches("Failed Loads", "Misses per second that could not be loaded, by cache.", "ops")
            .span(12)
            .withTarget(
                query("{{cache}}", sum("cache", rate(CACHE + "loads_failure_seconds_count")))));
  }

  private static TimeseriesPanelBuilder ofCaches(String title, String description, String unit) {
    return Panels.lines(title, description, unit)
        .noValue("this application has no cache that counts in Dropwizard's registry");
  }

  private static String sum(String by, String expr) {
    return "sum by (" + by + ") (" + expr + ")";
  }
}
