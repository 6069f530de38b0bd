package dropwizardapm.lab.names;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.lab.names.PromQuery.Grouping;
import dropwizardapm.lab.names.PromQuery.Matching;
import dropwizardapm.lab.names.PromQuery.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a query, in words that say what to do. */
final class QueryCheck {
  private final KnownNames known;

  QueryCheck(KnownNames known) {
    this.known = known;
  }

  /** Metrics and labels that do not exist. */
  List<String> names(String expr) {
    List<String> complaints = new ArrayList<>();
    PromQuery query = PromQuery.parse(expr);
    for (Selector selector : query.selectors()) {
      if (!known.isMetric(selector.metric()))
        complaints.add("no metric " + selector.metric() + " (docs/metrics.md lists them)");
      for (Matching matching : selector.matchers())
        known
            .labels(selector.metric())
            .filter(labels -> !labels.contains(matching.label()))
            .ifPresent(labels -> complaints.add(noLabel(matching.label(), selector, labels)));
    }
    for (Grouping grouping : query.groupings()) grouping(query, grouping, complaints);
    return complaints;
  }

  /** A label in by() is wrong where none of the metrics inside has it. */
  private void grouping(PromQuery query, Grouping grouping, List<String> complaints) {
    List<Selector> inside =
        query.selectors().stream()
            .filter(s -> s.position() >= grouping.from() && s.position() <= grouping.to())
            .toList();
    for (String label : grouping.labels()) {
      boolean possible =
          inside.stream()
              .map(selector -> known.labels(selector.metric()))
              .anyMatch(labels -> labels.isEmpty() || labels.get().contains(label));
      if (!possible && !inside.isEmpty())
        complaints.add("no label " + label + " in by(), on() or the like of " + inside);
    }
  }

  private static String noLabel(String label, Selector selector, Set<String> labels) {
    return "no label " + label + " of " + selector.metric() + ", only " + labels;
  }

  /** Latencies that no bucket's edge tells apart. */
  List<String> thresholds(String expr) {
    List<String> complaints = new ArrayList<>();
    PromQuery query = PromQuery.parse(expr);
    for (Selector selector : query.selectors())
      for (Matching matching : selector.matchers())
        if (matching.label().equals("le") && matching.operator().equals("="))
          known
              .metric(selector.metric())
              .flatMap(metric -> edge(metric, matching.value()))
              .ifPresent(complaints::add);
    // ">= 0" only leaves out NaN.
    query.comparisons().stream()
        .filter(comparison -> comparison.number() != 0)
        .forEach(
            comparison ->
                known
                    .quantileOf(comparison.left())
                    .flatMap(metric -> threshold(metric, comparison.number()))
                    .ifPresent(complaints::add));
    return complaints;
  }

  /** Series of test data may lie in any bucket; alone the edge must exist. */
  List<String> edges(String expr) {
    List<String> complaints = new ArrayList<>();
    for (Selector selector : PromQuery.parse(expr).selectors())
      for (Matching matching : selector.matchers())
        if (matching.label().equals("le") && !matching.value().equals("+Inf"))
          known
              .metric(selector.metric())
              .filter(metric -> !metric.edges().contains(Double.valueOf(matching.value())))
              .ifPresent(metric -> complaints.add(noEdge(metric, matching.value())));
    return complaints;
  }

  private static Optional<String> edge(Metric metric, String le) {
    if (le.equals("+Inf")) return Optional.empty();
    if (!le.contains(".") && !le.contains("e"))
      return Optional.of("le=\"" + le + "\" matches nothing: the exposition writes " + le + ".0");
    return threshold(metric, Double.parseDouble(le));
  }

  private static Optional<String> threshold(Metric metric, double value) {
    return metric.canBeThreshold(value)
        ? Optional.empty()
        : Optional.of(noEdge(metric, String.valueOf(value)));
  }

  private static String noEdge(Metric metric, String value) {
    return "%s s is no edge of %s below its last: %s"
        .formatted(value, metric.name(), metric.edges());
  }
}
