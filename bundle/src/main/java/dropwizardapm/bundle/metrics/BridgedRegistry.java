package dropwizardapm.bundle.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricRegistryListener;
import com.codahale.metrics.Timer;
import dropwizardapm.bundle.bulkhead.Answer;
import dropwizardapm.bundle.bulkhead.Bulkhead;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Dropwizard's registry as Prometheus reads it. Whatever a metric in it does, the scrape stays
 * whole: it loses that metric at most.
 */
public final class BridgedRegistry implements MetricRegistryListener, MultiCollector {
  /** More than any application names in its code; one that names them by its data ends here. */
  public static final int MAX_METRICS = 500;

  /**
   * Dropwizard's JVM gauges repeat what client_java exports, and take a thread dump at each scrape
   * to do so.
   */
  private static final String JVM_PREFIX = "jvm.";

  /** Found out once for each that hangs, and well below the ten seconds that Prometheus waits. */
  static final Duration LIMIT = Duration.ofSeconds(3);

  /** Threads that wait for metrics that hang, of which one is all that most faults take. */
  private static final int MAX_HANGING = 16;

  private final Map<String, BridgedMetric> metrics = new ConcurrentSkipListMap<>();
  private final Bulkhead bulkhead = new Bulkhead("metric", MAX_HANGING, LIMIT);
  private final CounterDataPoint leftOut;
  private final Unreadable unreadable;

  private BridgedRegistry(Unreadable unreadable, LabelGuard guard) {
    this.unreadable = unreadable;
    leftOut = guard.overflow("dropwizard", "name");
  }

  /** Exports {@code source}, and whatever is registered with it later. */
  public static void export(MetricRegistry source, ContainedRegistry target, LabelGuard guard) {
    BridgedRegistry bridge = new BridgedRegistry(target.unreadable(), guard);
    source.addListener(bridge);
    target.register(bridge);
  }

  @Override
  public MetricSnapshots collect() {
    List<BridgedMetric> all = List.copyOf(metrics.values());
    List<Answer<DataPointSnapshot>> answers = bulkhead.ask(all, BridgedMetric::read);
    Map<BridgedFamily, List<DataPointSnapshot>> families = new LinkedHashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      BridgedMetric metric = all.get(i);
      Answer<DataPointSnapshot> answer = answers.get(i);
      if (answer.failure() != null) unreadable.tell(metric, metric.name, answer);
      else if (answer.value() != null)
        families.computeIfAbsent(metric.family, f -> new ArrayList<>()).add(answer.value());
    }
    MetricSnapshots.Builder page = MetricSnapshots.builder();
    families.forEach((family, points) -> page.metricSnapshot(family.snapshot(points)));
    return page.build();
  }

  private synchronized void add(String name, Metric metric) {
    if (name.startsWith(JVM_PREFIX) || name.startsWith(LogMetrics.METERS)) return;
    if (metrics.size() >= MAX_METRICS) leftOut.inc();
    else metrics.put(name, new BridgedMetric(name, metric));
  }

  @Override
  public void onGaugeAdded(String name, Gauge<?> gauge) {
    add(name, gauge);
  }

  @Override
  public void onCounterAdded(String name, Counter counter) {
    add(name, counter);
  }

  @Override
  public void onHistogramAdded(String name, Histogram histogram) {
    add(name, histogram);
  }

  @Override
  public void onMeterAdded(String name, Meter meter) {
    add(name, meter);
  }

  @Override
  public void onTimerAdded(String name, Timer timer) {
    add(name, timer);
  }

  @Override
  public void onGaugeRemoved(String name) {
    metrics.remove(name);
  }

  @Override
  public void onCounterRemoved(String name) {
    metrics.remove(name);
  }

  @Override
  public void onHistogramRemoved(String name) {
    metrics.remove(name);
  }

  @Override
  public void onMeterRemoved(String name) {
    metrics.remove(name);
  }

  @Override
  public void onTimerRemoved(String name) {
    metrics.remove(name);
  }
}
