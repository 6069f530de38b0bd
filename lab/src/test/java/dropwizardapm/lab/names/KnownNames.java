package dropwizardapm.lab.names;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.service.catalogue.Catalogue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every name that a query may use, and the labels that come with it. */
final class KnownNames {
  /** What Prometheus adds, and the federation of replicas. */
  private static final Set<String> TARGET = Set.of("job", "instance", "host", "replica");

  private static final Pattern FOREIGN =
      Pattern.compile(
          "up|ALERTS|ALERTS_FOR_STATE|(node|prometheus|alertmanager|probe|blackbox_exporter|grafana|net_conntrack|scrape|go|promhttp)_\\w+");
  private static final Pattern QUANTILE = Pattern.compile("\\s*histogram_quantile\\b");

  private final Map<String, Metric> ours = Catalogue.bySeries();
  private final Map<String, Set<String>> recorded = new HashMap<>();
  private final Map<String, Metric> recordedQuantiles = new HashMap<>();

  /** With what {@code rules} record; a rule may use what an earlier one records. */
  KnownNames(List<Rules.Rule> rules) {
    for (Rules.Rule rule : rules) {
      if (rule.record().isEmpty()) continue;
      PromQuery query = PromQuery.parse(rule.expr());
      Set<String> labels = new HashSet<>(rule.labels().keySet());
      query.groupings().forEach(grouping -> labels.addAll(grouping.labels()));
      query.selectors().forEach(s -> labels.addAll(recorded.getOrDefault(s.metric(), Set.of())));
      recorded.computeIfAbsent(rule.record(), name -> new HashSet<>()).addAll(labels);
      if (QUANTILE.matcher(rule.expr()).lookingAt())
        histogram(rule.expr()).ifPresent(metric -> recordedQuantiles.put(rule.record(), metric));
    }
  }

  boolean isMetric(String name) {
    return ours.containsKey(name) || recorded.containsKey(name) || isForeign(name);
  }

  boolean isForeign(String name) {
    return FOREIGN.matcher(name).matches();
  }

  /** Nothing where the name is not ours. */
  Optional<Set<String>> labels(String name) {
    Set<String> labels = new TreeSet<>(TARGET);
    Metric metric = ours.get(name);
    if (metric != null) labels.addAll(metric.series().get(name));
    else if (recorded.containsKey(name)) labels.addAll(recorded.get(name));
    else return Optional.empty();
    return Optional.of(labels);
  }

  /** The histogram of whose quantiles the expression is, if it is one of ours. */
  Optional<Metric> quantileOf(String expr) {
    for (PromQuery.Selector selector : PromQuery.parse(expr).selectors())
      if (recordedQuantiles.containsKey(selector.metric()))
        return Optional.of(recordedQuantiles.get(selector.metric()));
    return expr.contains("histogram_quantile") ? histogram(expr) : Optional.empty();
  }

  Optional<Metric> histogram(String expr) {
    return PromQuery.parse(expr).selectors().stream()
        .filter(selector -> selector.metric().endsWith("_bucket"))
        .map(selector -> ours.get(selector.metric()))
        .filter(metric -> metric != null)
        .findFirst();
  }

  Optional<Metric> metric(String seriesName) {
    return Optional.ofNullable(ours.get(seriesName));
  }
}
