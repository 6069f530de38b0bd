package dropwizardapm.dashboards;

import dropwizardapm.dashboards.grafana.PrometheusQueryBuilder;

/** Pieces of PromQL that all panels write in the same way. */
final class Promql {
  /** What the reader has chosen. */
  static final String SELECTED = "job=~\"$job\",instance=~\"$instance\"";

  /** The whole stack, whatever the reader has chosen. */
  static final String EVERYTHING = "job=~\".+\"";

  private static final String UP = "up{" + SELECTED + "} == 1";

  private Promql() {}

  static PrometheusQueryBuilder query(String legend, String expr) {
    return new PrometheusQueryBuilder().expr(expr).legendFormat(legend);
  }

  /** The chosen series of a metric. */
  static String series(String metric, String... matchers) {
    return metric + "{" + SELECTED + String.join("", prefixed(matchers)) + "}";
  }

  /** What a rule has recorded for the chosen job, whatever the instance. */
  static String recorded(String name, String... matchers) {
    return name + "{job=~\"$job\"" + String.join("", prefixed(matchers)) + "}";
  }

  /**
   * Where an alert of the chosen job fires, as its rule has it, so that no page has a number of its
   * own; nothing for a job without that rule.
   */
  static String threshold(String alert, String unit) {
    return "max(" + recorded("job:alert_threshold:" + unit, "alert=\"" + alert + "\"") + ")";
  }

  /** The line of a {@link #threshold}, in the panel's unit. */
  static PrometheusQueryBuilder alertLine(String expr) {
    return query("alert", expr);
  }

  /** Per-second growth of a counter, over four scrapes or one pixel, whichever is longer. */
  static String rate(String counter, String... matchers) {
    return "rate(" + series(counter, matchers) + "[$__rate_interval])";
  }

  /** Growth per second, averaged over all of the dashboard's time range. For tables only. */
  static String rateOverRange(String counter, String... matchers) {
    return "rate(" + series(counter, matchers) + "[$__range])";
  }

  /**
   * Zero where {@code expr} has nothing to say although the target answers. A target that is down
   * stays empty: nobody knows its value, and a zero would read as "all is well".
   *
   * @throws IllegalArgumentException when {@code expr} keeps labels: the zero has none, and would
   *     stand in the legend as "Value"
   */
  static String orZero(String expr) {
    if (expr.contains(" by ("))
      throw new IllegalArgumentException("a zero without the labels of " + expr);
    return expr + " or on() 0 * max(" + UP + ")";
  }

  /**
   * How many there are of what a label tells apart, however many instances have it; 0 as in {@link
   * #orZero}.
   */
  static String howMany(String metric, String by, String... matchers) {
    return "count(count by (%s) (%s)) or on() 0 * max(%s)"
        .formatted(by, series(metric, matchers), UP);
  }

  /**
   * A quantile of a summary, such as {@code 0.95}, of the slowest instance: those of several cannot
   * be added up.
   */
  static String slowest(String quantile, String by, String summary) {
    return "max by (%s) (%s)".formatted(by, series(summary, "quantile=\"" + quantile + "\""));
  }

  /**
   * Alerts that fire, or one line called {@code none}. Prometheus makes these series itself: as
   * long as it answers, nothing is a zero.
   */
  static String orNone(String alerts) {
    return alerts + " or on() label_replace(vector(0), \"alertname\", \"none\", \"\", \"\")";
  }

  /** Leaves out label sets without any observation, for which Prometheus would answer NaN. */
  static String quantile(double q, String by, String histogram, String... matchers) {
    return "histogram_quantile(%s, sum by (%s) (%s)) >= 0"
        .formatted(q, by, rate(histogram + "_bucket", matchers));
  }

  private static String[] prefixed(String... matchers) {
    String[] all = matchers.clone();
    for (int i = 0; i < all.length; i++) all[i] = "," + all[i];
    return all;
  }
}
