package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.DropwizardMetricNames;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a metric of Dropwizard's registry is called in Prometheus. That follows from its name and
 * kind alone, whatever else is registered, and no two have the same.
 *
 * @param family in snake case, without the package, after {@code dropwizard_}, with the ending of
 *     its kind
 * @param labels what Dropwizard puts into the middle of a name, such as a pool; else {@code name},
 *     the name as Dropwizard has it, wherever the family's name could stand for another one, too
 */
record BridgedName(String family, Labels labels) {
  private static final String PREFIX = "dropwizard_";

  /** One part of a name of Dropwizard's own, which is written in no other way. */
  private static final String PART = "([a-z0-9]++(?:-[a-z0-9]++)*+)";

  private record Rule(Pattern pattern, String rest, String label, String value) {
    Rule(String pattern, String rest, String label, String value) {
      this(Pattern.compile(pattern), rest, label, value);
    }

    Rule(String pattern, String rest) {
      this(pattern, rest, "", "");
    }

    Labels labels(Matcher matcher) {
      return label.isEmpty() ? Labels.EMPTY : Labels.of(label, matcher.replaceFirst(value));
    }
  }

  /**
   * Dropwizard's own. What is configured, such as an address, becomes a label: as a part of the
   * name it would differ from host to host, and no rule could name it.
   */
  private static final List<Rule> OWN =
      List.of(
          new Rule(
              "org\\.eclipse\\.jetty\\.util\\.thread\\.QueuedThreadPool\\.(.+)\\." + PART,
              "QueuedThreadPool.$2",
              "pool",
              "$1"),
          new Rule(
              "org\\.eclipse\\.jetty\\.server\\.HttpConnectionFactory\\.(.+)\\.(\\d+)\\.connections",
              "http.connections",
              "connector",
              "$1:$2"),
          new Rule(
              "io\\.dropwizard\\.jetty\\.MutableServletContextHandler\\." + PART,
              "MutableServletContextHandler.$1"),
          new Rule("slow-clients\\." + PART, "slow.clients.$1"),
          new Rule("TimeBoundHealthCheck-pool\\." + PART, "TimeBoundHealthCheck.pool.$1"));

  /** The one spelling that needs no label: words and dots become words and underscores. */
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]++(?:\\.[a-z0-9]++)*+");

  private static final Pattern PACKAGE = Pattern.compile("^(?:[a-z][a-z0-9]*+\\.)++(?=[A-Z])");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^a-z0-9]+");

  /** Endings that mean something to Prometheus, or that another kind has. */
  private static final Pattern RESERVED =
      Pattern.compile("_(?:total|created|bucket|info|count|sum|events|distribution|seconds)$");

  static BridgedName of(String name, BridgedKind kind) {
    for (Rule rule : OWN) {
      Matcher matcher = rule.pattern.matcher(name);
      if (!matcher.matches()) continue;
      String family = PREFIX + snake(matcher.replaceFirst(rule.rest)) + kind.ending;
      if (isCatalogued(family, kind)) return new BridgedName(family, rule.labels(matcher));
    }
    String family = PREFIX + snake(name) + kind.ending;
    boolean reserved = kind == BridgedKind.GAUGE && RESERVED.matcher(family).find();
    if (reserved) family += "_value";
    boolean alone = PLAIN.matcher(name).matches() && !reserved && !isCatalogued(family, kind);
    return new BridgedName(family, alone ? Labels.EMPTY : Labels.of("name", name));
  }

  private static boolean isCatalogued(String family, BridgedKind kind) {
    return DropwizardMetricNames.find(kind.metric(family)).isPresent();
  }

  private static String snake(String name) {
    String plain = PACKAGE.matcher(name).replaceFirst("");
    String snake = HUMP.matcher(plain).replaceAll("_").toLowerCase(Locale.ROOT);
    return NEITHER_LETTER_NOR_DIGIT.matcher(snake).replaceAll("_");
  }
}
