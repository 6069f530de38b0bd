package dropwizardapm.bundle.metrics.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A metric family as it is exposed.
 *
 * @param name as in a TYPE line of Prometheus' text format: a counter's ends in {@code _total}
 * @param unit of the value; empty for plain counts
 * @param labels without {@code le} and {@code quantile}, which the type brings
 * @param edges upper bounds of a histogram's buckets, ascending, without +Inf
 * @param condition empty, or why a running service may lack it
 */
public record Metric(
    String name,
    Type type,
    String unit,
    String help,
    List<String> labels,
    List<Double> edges,
    String condition) {

  /** As Prometheus' text format names them, but for two. */
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    /** A sum and a count, without quantiles. */
    SUMMARY,
    /** A summary with quantiles and a count, but no sum: Dropwizard's timers keep none. */
    SAMPLE,
    /** A gauge that is always 1; its labels are what it says. */
    INFO
  }

  public Metric {
    labels = List.copyOf(labels);
    edges = List.copyOf(edges);
    require(name.matches("[a-z][a-z0-9_]*"), name, "is not a name in snake case");
    require(
        (type == Type.COUNTER) == name.endsWith("_total"), name, "ends in _total unless a counter");
    require((type == Type.INFO) == name.endsWith("_info"), name, "ends in _info unless an info");
    require((type == Type.HISTOGRAM) == !edges.isEmpty(), name, "has edges unless a histogram");
    require(help.endsWith("."), name, "has no sentence for help");
    for (int i = 1; i < edges.size(); i++)
      require(edges.get(i - 1) < edges.get(i), name, "has edges that do not ascend");
  }

  public static Metric counter(String name, String help, String... labels) {
    return of(name, Type.COUNTER, help, labels);
  }

  public static Metric gauge(String name, String help, String... labels) {
    return of(name, Type.GAUGE, help, labels);
  }

  public static Metric summary(String name, String help, String... labels) {
    return of(name, Type.SUMMARY, help, labels);
  }

  public static Metric sample(String name, String help, String... labels) {
    return of(name, Type.SAMPLE, help, labels);
  }

  public static Metric info(String name, String help, String... labels) {
    return of(name, Type.INFO, help, labels);
  }

  public static Metric histogram(String name, String help, List<Double> edges, String... labels) {
    return new Metric(name, Type.HISTOGRAM, unit(name), help, List.of(labels), edges, "");
  }

  /** The same, but absent from a running service for this reason. */
  public Metric when(String reason) {
    return new Metric(name, type, unit, help, labels, edges, reason);
  }

  private static Metric of(String name, Type type, String help, String... labels) {
    return new Metric(name, type, unit(name), help, List.of(labels), List.of(), "");
  }

  private static String unit(String name) {
    return Stream.of("seconds", "bytes", "ratio")
        .filter(unit -> name.contains("_" + unit))
        .findFirst()
        .orElse("");
  }

  /** The names under which its samples are stored, each with all of its labels. */
  public Map<String, List<String>> series() {
    Map<String, List<String>> series = new TreeMap<>();
    switch (type) {
      case COUNTER, GAUGE, INFO -> series.put(name, labels);
      case HISTOGRAM -> series.put(name + "_bucket", with("le"));
      case SUMMARY -> {}
      case SAMPLE -> series.put(name, with("quantile"));
    }
    boolean counts = Set.of(Type.HISTOGRAM, Type.SUMMARY, Type.SAMPLE).contains(type);
    if (counts) series.put(name + "_count", labels);
    if (counts && type != Type.SAMPLE) series.put(name + "_sum", labels);
    return series;
  }

  private List<String> with(String label) {
    return Stream.concat(labels.stream(), Stream.of(label)).toList();
  }

  /**
   * Whether a threshold on a quantile can be trusted: it is an edge, so that no bucket straddles
   * it, and not the last one, at which every quantile beyond it stays.
   */
  public boolean canBeThreshold(double value) {
    int at = edges.indexOf(value);
    return at >= 0 && at < edges.size() - 1;
  }

  private static void require(boolean holds, String name, String problem) {
    if (!holds) throw new IllegalArgumentException(name + " " + problem);
  }
}
