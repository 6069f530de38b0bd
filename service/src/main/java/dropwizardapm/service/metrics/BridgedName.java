package dropwizardapm.service.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a metric of Dropwizard's registry is called in Prometheus.
 *
 * @param name in snake case, without the package, after {@code dropwizard_}
 * @param labels what Dropwizard puts into the middle of a name: a pool, a connector
 */
record BridgedName(String name, Labels labels) {
  private record Rule(Pattern pattern, String label, String value, String rest) {}

  /**
   * Names that hold configuration, such as an address, would differ from host to host, and no rule
   * could name them.
   */
  private static final List<Rule> LABELLED =
      List.of(
          new Rule(
              Pattern.compile(
                  "org\\.eclipse\\.jetty\\.util\\.thread\\.QueuedThreadPool\\.(.+)\\.([^.]+)"),
              "pool",
              "$1",
              "QueuedThreadPool.$2"),
          new Rule(
              Pattern.compile(
                  "org\\.eclipse\\.jetty\\.server\\.HttpConnectionFactory\\.(.+)\\.(\\d+)\\.connections"),
              "connector",
              "$1:$2",
              "http.connections"));

  private static final Pattern PACKAGE = Pattern.compile("^([a-z][a-z0-9]*\\.)+(?=[A-Z])");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^a-z0-9]+");

  /** Endings that mean something else to client_java, which would cut them off. */
  private static final Pattern RESERVED = Pattern.compile("_(total|created|bucket|info)$");

  /** The unit, where there is one, ends the name. */
  static BridgedName of(String dropwizardName, String unit) {
    for (Rule rule : LABELLED) {
      Matcher matcher = rule.pattern.matcher(dropwizardName);
      if (matcher.matches())
        return new BridgedName(
            snake(matcher.replaceFirst(rule.rest)) + unit,
            Labels.of(rule.label, matcher.replaceFirst(rule.value)));
    }
    return new BridgedName(snake(dropwizardName) + unit, Labels.EMPTY);
  }

  private static String snake(String name) {
    String plain = PACKAGE.matcher(name).replaceFirst("");
    String snake = HUMP.matcher(plain).replaceAll("_").toLowerCase(Locale.ROOT);
    String clean = "dropwizard_" + NEITHER_LETTER_NOR_DIGIT.matcher(snake).replaceAll("_");
    return RESERVED.matcher(clean).replaceFirst("_$1_events");
  }
}
