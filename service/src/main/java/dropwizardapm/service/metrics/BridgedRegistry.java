package dropwizardapm.service.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricRegistryListener;
import com.codahale.metrics.Timer;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mirror of Dropwizard's registry that is safe to export. The bridge turns a Dropwizard counter,
 * which may go down, into a Prometheus counter and throws away the whole scrape at the first
 * negative value; and a gauge that throws, or two names that become the same, do the same to it.
 */
public final class BridgedRegistry implements MetricRegistryListener {
  /**
   * Dropwizard's JVM gauges repeat what client_java exports, and take a thread dump at each scrape
   * to do so.
   */
  private static final String JVM_PREFIX = "jvm.";

  private final MetricRegistry safe = new MetricRegistry();
  private final Map<String, String> ownerOfExportedName = new HashMap<>();

  private BridgedRegistry() {}

  /** Exports {@code source}, and whatever is registered with it later. */
  public static void export(MetricRegistry source, PrometheusRegistry target) {
    BridgedRegistry mirror = new BridgedRegistry();
    source.addListener(mirror);
    DropwizardExports.builder()
        .dropwizardRegistry(mirror.safe)
        .invalidMetricHandler((name, problem) -> true)
        .register(target);
  }

  @Override
  public void onGaugeAdded(String name, Gauge<?> gauge) {
    add(name, (Gauge<@Nullable Number>) () -> number(gauge));
  }

  @Override
  public void onCounterAdded(String name, Counter counter) {
    add(name, (Gauge<Long>) counter::getCount);
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

  /**
   * Of two metrics whose names differ only in characters that Prometheus does not know, the first
   * is exported.
   */
  private synchronized void add(String name, Metric metric) {
    if (name.startsWith(JVM_PREFIX)) return;
    String exported = PrometheusNaming.sanitizeMetricName(name);
    if (ownerOfExportedName.putIfAbsent(exported, name) == null) safe.register(name, metric);
  }

  private synchronized void remove(String name) {
    if (ownerOfExportedName.values().remove(name)) safe.remove(name);
  }

  /** Null, which the bridge leaves out, where there is no number to be had. */
  private static @Nullable Number number(Gauge<?> gauge) {
    try {
      return switch (gauge.getValue()) {
        case Number number -> number;
        case Boolean bool -> bool ? 1 : 0;
        case null, default -> null;
      };
    } catch (RuntimeException e) {
      return null;
    }
  }
}
