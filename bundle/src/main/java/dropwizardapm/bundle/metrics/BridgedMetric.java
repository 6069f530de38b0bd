package dropwizardapm.bundle.metrics;

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
    this.exported = BridgedName.of(name, BridgedKind.of(metric));
    this.kind = exported.kind();
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
    Number number = number();
    return number == null ? null : new GaugeDataPointSnapshot(number.doubleValue(), labels, null);
  }

  /** A meter may be marked with less than nothing; a counter cannot be below it. */
  private @Nullable DataPointSnapshot counter(Labels labels) {
    Number number = number();
    if (number == null || Double.isNaN(number.doubleValue())) return null;
    return CounterDataPointSnapshot.builder()
        .labels(labels)
        .value(Math.max(0, number.doubleValue()))
        .build();
  }

  private @Nullable Number number() {
    Object value =
        switch (metric) {
          case Counting counting -> counting.getCount();
          case Gauge<?> gauge -> gauge.getValue();
          default -> null;
        };
    return switch (value) {
      case Number number -> number;
      case Boolean bool -> bool ? 1 : 0;
      case null, default -> null;
    };
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
