package dropwizardapm.bundle.metrics;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.Timer;

/**
 * What becomes of Dropwizard's kinds of metric. Each has an ending of its own, so that two of
 * different kinds never meet in one family.
 */
enum BridgedKind {
  /** Also of a counter, which may go down in Dropwizard. */
  GAUGE(""),
  /** Of a meter. Prometheus adds {@code _total}. */
  COUNTER("_events"),
  /** Of a histogram. */
  DISTRIBUTION("_distribution"),
  TIMER("_seconds");

  /** Of the family's name. */
  final String ending;

  BridgedKind(String ending) {
    this.ending = ending;
  }

  static BridgedKind of(Metric metric) {
    return switch (metric) {
      case Timer timer -> TIMER;
      case Histogram histogram -> DISTRIBUTION;
      case Meter meter -> COUNTER;
      default -> GAUGE;
    };
  }

  /** What the metric of a family is called in the catalogue. */
  String metric(String family) {
    return this == COUNTER ? family + "_total" : family;
  }
}
