package dropwizardapm.service.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.Sampling;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import dropwizardapm.service.metrics.catalogue.Catalogue;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Dropwizard's metrics of one name and kind, by their labels. */
final class BridgedFamily {
  /** What becomes of Dropwizard's kinds of metric. */
  enum Kind {
    /** Also of a counter, which may go down in Dropwizard. */
    GAUGE(""),
    COUNTER(""),
    HISTOGRAM(""),
    TIMER("_seconds");

    final String unit;

    Kind(String unit) {
      this.unit = unit;
    }

    static Kind of(Metric metric) {
      return switch (metric) {
        case Timer timer -> TIMER;
        case com.codahale.metrics.Histogram histogram -> HISTOGRAM;
        case Meter meter -> COUNTER;
        default -> GAUGE;
      };
    }
  }

  private static final double[] QUANTILES = {0.5, 0.75, 0.95, 0.98, 0.99, 0.999};
  private static final double NANOS = 1e-9;

  private final String name;
  private final Kind kind;
  private final String help;
  private final Map<Labels, Metric> members = new ConcurrentSkipListMap<>();

  BridgedFamily(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
    this.help =
        Catalogue.find(kind == Kind.COUNTER ? name + "_total" : name)
            .map(metric -> metric.help())
            .orElse("Of Dropwizard's registry.");
  }

  /** False where the name is taken, by another kind of metric or the same labels. */
  boolean add(Labels labels, Kind ofKind, Metric metric) {
    return ofKind == kind && members.putIfAbsent(labels, metric) == null;
  }

  void remove(Labels labels) {
    members.remove(labels);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** Null where no member has anything to say. */
  @Nullable MetricSnapshot collect() {
    MetricSnapshot snapshot =
        switch (kind) {
          case GAUGE -> gauges();
          case COUNTER -> counters();
          case HISTOGRAM -> summaries(1);
          case TIMER -> summaries(NANOS);
        };
    return snapshot.getDataPoints().isEmpty() ? null : snapshot;
  }

  private MetricSnapshot gauges() {
    GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
    members.forEach(
        (labels, metric) -> {
          Number value = number(metric);
          if (value != null)
            builder.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value.doubleValue())
                    .build());
        });
    return builder.build();
  }

  private MetricSnapshot counters() {
    CounterSnapshot.Builder builder = CounterSnapshot.builder().name(name).help(help);
    members.forEach(
        (labels, metric) ->
            builder.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels)
                    // A meter may be marked with less than nothing; a counter cannot be below it.
                    .value((double) Math.max(0, ((Counting) metric).getCount()))
                    .build()));
    return builder.build();
  }

  private MetricSnapshot summaries(double factor) {
    SummarySnapshot.Builder builder = SummarySnapshot.builder().name(name).help(help);
    members.forEach(
        (labels, metric) -> {
          Snapshot sample = ((Sampling) metric).getSnapshot();
          Quantiles.Builder quantiles = Quantiles.builder();
          for (double q : QUANTILES)
            quantiles.quantile(new Quantile(q, sample.getValue(q) * factor));
          builder.dataPoint(
              SummarySnapshot.SummaryDataPointSnapshot.builder()
                  .labels(labels)
                  .quantiles(quantiles.build())
                  .count(((Counting) metric).getCount())
                  .build());
        });
    return builder.build();
  }

  /** Null where there is no number to be had. */
  private static @Nullable Number number(Metric metric) {
    try {
      return switch (metric) {
        case Counter counter -> counter.getCount();
        case Gauge<?> gauge ->
            switch (gauge.getValue()) {
              case Number number -> number;
              case Boolean bool -> bool ? 1 : 0;
              case null, default -> null;
            };
        default -> null;
      };
    } catch (RuntimeException e) {
      return null;
    }
  }
}
