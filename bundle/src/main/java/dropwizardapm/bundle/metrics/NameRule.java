package dropwizardapm.bundle.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How Dropwizard and its modules build a name. What is configured or written by the application,
 * such as an address, a pool or a method, becomes a label: as a part of the name it would differ
 * from one application to the next, and no rule or panel could name it.
 *
 * @param rest what stays of the name, in Dropwizard's spelling
 * @param labels each as {@code pool=$1}; together with the rest they hold all that the pattern lets
 *     vary, so that no two names have the same
 * @param counts whether gauges of that name only grow: Dropwizard has no other way to export a
 *     count that another library keeps
 * @param firstGroup what the pattern cannot tell of it
 */
record NameRule(
    Pattern pattern,
    String rest,
    List<String> labels,
    boolean counts,
    Predicate<String> firstGroup) {
  /** One part of a name of Dropwizard's own, which is written in no other way. */
  private static final String PART = "([a-z0-9]++(?:-[a-z0-9]++)*+)";

  private static final String POOL = "io\\.dropwizard\\.db\\.ManagedPooledDataSource\\.(.+)\\.";
  private static final String HTTP = "org\\.apache\\.hc\\.client5\\.http\\.";

  /** Whoever keeps counts of a cache names it as one. */
  private static final String CACHE = "(.*[Cc]ach.*)\\.";

  /** With its package, and the class that it may lie in. */
  private static final String METHOD = "((?:[a-z_]\\w*+\\.)++[A-Z][\\w$]*+)\\.([^.]++)";

  static final List<NameRule> ALL =
      List.of(
          of(
              "org\\.eclipse\\.jetty\\.util\\.thread\\.QueuedThreadPool\\.(.+)\\." + PART,
              "QueuedThreadPool.$2",
              "pool=$1"),
          // Without an address where the connector has none, as most do.
          of(
              "org\\.eclipse\\.jetty\\.server\\.HttpConnectionFactory\\.(?:(.+)\\.)?(\\d+)\\.connections",
              "http.connections",
              "connector=$1:$2"),
          of(
              "io\\.dropwizard\\.jetty\\.MutableServletContextHandler\\." + PART,
              "MutableServletContextHandler.$1"),
          of("slow-clients\\." + PART, "slow.clients.$1"),
          of("TimeBoundHealthCheck-pool\\." + PART, "TimeBoundHealthCheck.pool.$1"),
          of(POOL + "(active|idle|waiting|size)", "database.pool.$2", "pool=$1"),
          of(
                  POOL
                      + "(created|borrowed|returned|reconnected|released|releasedIdle|removeAbandoned)",
                  "database.pool.$2",
                  "pool=$1")
              .ofCounts(),
          of(
              HTTP
                  + "io\\.HttpClientConnectionManager\\.(.+)\\.((?:available|leased|max|pending)-connections)",
              "http.client.$2",
              "client=$1"),
          of(
              HTTP + "classic\\.HttpClient\\.(.+)\\.([a-z-]+)-requests",
              "http.client.requests",
              "client=$1",
              "method=$2"),
          of(
              HTTP + "classic\\.HttpClient\\.(.+)\\.([A-Z]\\w*)",
              "http.client.exceptions",
              "client=$1",
              "exception=$2"),
          of(CACHE + "(hits|misses|evictions-weight)", "cache.$2", "cache=$1").ofCounts(),
          of(CACHE + "(loads-success|loads-failure)", "cache.$2", "cache=$1"),
          of(CACHE + "evictions\\.([A-Z]+)", "cache.evictions", "cache=$1", "cause=$2"),
          of(
                  METHOD + "(\\.(?:total|request\\.filtering|response\\.filtering|exceptions))?",
                  "resource.method$3",
                  "class=$1",
                  "method=$2")
              .where(ResourceClass::is));

  private static NameRule of(String pattern, String rest, String... labels) {
    return new NameRule(
        Pattern.compile("\\A" + pattern + "\\z"), rest, List.of(labels), false, first -> true);
  }

  private NameRule ofCounts() {
    return new NameRule(pattern, rest, labels, true, firstGroup);
  }

  private NameRule where(Predicate<String> condition) {
    return new NameRule(pattern, rest, labels, counts, condition);
  }

  /** What the name says; null where it is another's. */
  @Nullable Matcher match(String name) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) return null;
    return labels.isEmpty() || firstGroup.test(matcher.group(1)) ? matcher : null;
  }

  /** What becomes of a metric of this kind; null where the rule is not for it. */
  @Nullable BridgedKind kind(BridgedKind of) {
    if (!counts) return of;
    return of == BridgedKind.GAUGE ? BridgedKind.COUNTER : null;
  }

  String rest(Matcher matcher) {
    return matcher.replaceFirst(rest);
  }

  Labels labels(Matcher matcher) {
    String[] namesAndValues =
        labels.stream()
            .map(label -> label.split("=", 2))
            .flatMap(
                label -> Arrays.stream(new String[] {label[0], matcher.replaceFirst(label[1])}))
            .toArray(String[]::new);
    return Labels.of(namesAndValues);
  }
}
