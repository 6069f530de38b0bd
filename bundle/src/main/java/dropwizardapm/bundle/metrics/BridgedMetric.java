package dropwizardapm.bundle.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.Sampling;
import com.codahale.metrics.Snapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import org.jspecify.annotations.Nullable;

/** One of Dropwizard's metrics and what it is called in Prometheus. */
final class BridgedMetric {
  private static final double[] QUANTILES = {0.5, 0.75, 0.95, 0.98, 0.99, 0.999};
  private static final double NANOS = 1e-9;

  final String name;
  final BridgedKind kind;
  final BridgedName exported;
  final BridgedFamily family;
  private final Metric metric;

  BridgedMetric(String name, Metric metric) {
    this.name = name;
    this.metric = metric;
    this.kind = BridgedKind.of(metric);
    this.exported = BridgedName.of(name, kind);
    this.family = BridgedFamily.of(exported.family(), kind);
  }

  /** Its value now; null where that is no number. Runs code of the application's. */
  @Nullable DataPointSnapshot read() {
    return switch (kind) {
      case GAUGE -> gauge(exported.labels());
      case COUNTER -> counter(exported.labels());
      case DISTRIBUTION -> summary(exported.labels(), 1);
      case TIMER -> summary(exported.labels(), NANOS);
    };
  }

  private @Nullable DataPointSnapshot gauge(Labels labels) {
    Object value =
        switch (metric) {
          case Counter counter -> counter.getCount();
          case Gauge<?> gauge -> gauge.getValue();
          default -> null;
        };
    return switch (value) {
      case Number number -> new GaugeDataPointSnapshot(number.doubleValue(), labels, null);
      case Boolean bool -> new GaugeDataPointSnapshot(bool ? 1 : 0, labels, null);
      case null, default -> null;
    };
  }

  /** A meter may be marked with less than nothing; a counter cannot be below it. */
  private DataPointSnapshot counter(Labels labels) {
    return CounterDataPointSnapshot.builder()
        .labels(labels)
        .value((double) Math.max(0, ((Counting) metric).getCount()))
        .build();
  }

  private DataPointSnapshot summary(Labels labels, double factor) {
    Snapshot sample = ((Sampling) metric).getSnapshot();
    Quantiles.Builder quantiles = Quantiles.builder();
    for (double q : QUANTILES) quantiles.quantile(new Quantile(q, sample.getValue(q) * factor));
    return SummaryDataPointSnapshot.builder()
        .labels(labels)
        .quantiles(quantiles.build())
        .count(Math.max(0, ((Counting) metric).getCount()))
        .build();
  }
}
