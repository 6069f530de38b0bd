package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.DropwizardMetricNames;
import dropwizardapm.bundle.metrics.catalogue.Metric;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;

/** Dropwizard's metrics of one exported name, which are of one kind. */
record BridgedFamily(String name, BridgedKind kind, String help) {
  static BridgedFamily of(String name, BridgedKind kind) {
    String help =
        DropwizardMetricNames.find(kind.metric(name))
            .map(Metric::help)
            .orElse("Of Dropwizard's registry.");
    return new BridgedFamily(name, kind, help);
  }

  MetricSnapshot snapshot(List<DataPointSnapshot> points) {
    return switch (kind) {
      case GAUGE -> {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        points.forEach(point -> gauge.dataPoint((GaugeDataPointSnapshot) point));
        yield gauge.build();
      }
      case COUNTER -> {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        points.forEach(point -> counter.dataPoint((CounterDataPointSnapshot) point));
        yield counter.build();
      }
      case DISTRIBUTION, TIMER -> {
        SummarySnapshot.Builder summary = SummarySnapshot.builder().name(name).help(help);
        points.forEach(point -> summary.dataPoint((SummaryDataPointSnapshot) point));
        yield summary.build();
      }
    };
  }
}
