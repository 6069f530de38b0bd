package dropwizardapm.service.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricRegistryListener;
import com.codahale.metrics.Timer;
import dropwizardapm.service.metrics.BridgedFamily.Kind;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dropwizard's registry as Prometheus reads it. Whatever a metric in it does, the scrape stays
 * whole: it loses that metric at most.
 */
public final class BridgedRegistry implements MetricRegistryListener, MultiCollector {
  /** More than any application names in its code; one that names them by its data ends here. */
  static final int MAX_METRICS = 500;

  /**
   * Dropwizard's JVM gauges repeat what client_java exports, and take a thread dump at each scrape
   * to do so.
   */
  private static final String JVM_PREFIX = "jvm.";

  private static final Logger LOG = LoggerFactory.getLogger(BridgedRegistry.class);

  private final Map<String, BridgedFamily> families = new ConcurrentSkipListMap<>();
  private final Map<String, BridgedName> names = new HashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
  private final CounterDataPoint leftOut;

  private BridgedRegistry(CounterDataPoint leftOut) {
    this.leftOut = leftOut;
  }

  /** Exports {@code source}, and whatever is registered with it later. */
  public static void export(MetricRegistry source, PrometheusRegistry target, LabelGuard guard) {
    BridgedRegistry bridge = new BridgedRegistry(guard.overflow("dropwizard", "name"));
    source.addListener(bridge);
    target.register(bridge);
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    families.forEach(
        (name, family) -> {
          try {
            MetricSnapshot snapshot = family.collect();
            if (snapshot != null) all.metricSnapshot(snapshot);
          } catch (RuntimeException e) {
            if (unreadable.add(name))
              LOG.warn("metric cannot be read and is left out, name={}", name, e);
          }
        });
    return all.build();
  }

  /** Of two metrics whose names become the same, the first is exported. */
  private synchronized void add(String dropwizardName, Metric metric) {
    if (dropwizardName.startsWith(JVM_PREFIX) || dropwizardName.startsWith(LogMetrics.METERS))
      return;
    if (names.size() >= MAX_METRICS) {
      leftOut.inc();
      return;
    }
    Kind kind = Kind.of(metric);
    BridgedName exported = BridgedName.of(dropwizardName, kind.unit);
    boolean added =
        families
            .computeIfAbsent(exported.name(), name -> new BridgedFamily(name, kind))
            .add(exported.labels(), kind, metric);
    if (added) names.put(dropwizardName, exported);
    else
      LOG.warn(
          "metric is not exported because its name is taken, metric={}, exported_name={}",
          dropwizardName,
          exported.name());
  }

  private synchronized void remove(String dropwizardName) {
    BridgedName exported = names.remove(dropwizardName);
    if (exported == null) return;
    families.computeIfPresent(
        exported.name(),
        (name, family) -> {
          family.remove(exported.labels());
          return family.isEmpty() ? null : family;
        });
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
    remove(name);
  }

  @Override
  public void onCounterRemoved(String name) {
    remove(name);
  }

  @Override
  public void onHistogramRemoved(String name) {
    remove(name);
  }

  @Override
  public void onMeterRemoved(String name) {
    remove(name);
  }

  @Override
  public void onTimerRemoved(String name) {
    remove(name);
  }
}
