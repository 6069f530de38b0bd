package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.DropwizardMetricNames;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a metric of Dropwizard's registry is called in Prometheus. That follows from its name and
 * kind alone, whatever else is registered, and no two have the same.
 *
 * @param family in snake case, without the package, after {@code dropwizard_}, with the ending of
 *     its kind
 * @param kind as it is exported: what only grows is counted, also where Dropwizard has a gauge
 * @param labels what Dropwizard puts into the middle of a name, such as a pool; else {@code name},
 *     the name as Dropwizard has it, wherever the family's name could stand for another one, too
 */
record BridgedName(String family, BridgedKind kind, Labels labels) {
  private static final String PREFIX = "dropwizard_";

  /** The one spelling that needs no label: words and dots become words and underscores. */
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]++(?:\\.[a-z0-9]++)*+");

  private static final Pattern PACKAGE = Pattern.compile("^(?:[a-z][a-z0-9]*+\\.)++(?=[A-Z])");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^a-z0-9]+");

  /** Endings that mean something to Prometheus, or that another kind has. */
  private static final Pattern RESERVED =
      Pattern.compile("_(?:total|created|bucket|info|count|sum|events|distribution|seconds)$");

  static BridgedName of(String name, BridgedKind kind) {
    for (NameRule rule : NameRule.ALL) {
      BridgedKind exported = rule.kind(kind);
      Matcher matcher = rule.match(name);
      if (exported == null || matcher == null) continue;
      String family = PREFIX + snake(rule.rest(matcher)) + exported.ending;
      if (isCatalogued(family, exported))
        return new BridgedName(family, exported, rule.labels(matcher));
    }
    String family = PREFIX + snake(name) + kind.ending;
    boolean reserved = kind == BridgedKind.GAUGE && RESERVED.matcher(family).find();
    if (reserved) family += "_value";
    boolean alone = PLAIN.matcher(name).matches() && !reserved && !isCatalogued(family, kind);
    return new BridgedName(family, kind, alone ? Labels.EMPTY : Labels.of("name", name));
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
