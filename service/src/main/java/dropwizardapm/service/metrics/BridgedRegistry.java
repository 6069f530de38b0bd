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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Pattern PACKAGE = Pattern.compile("^([a-z][a-z0-9]*\\.)+(?=[A-Z])");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^a-z0-9]+");
  private static final Logger LOG = LoggerFactory.getLogger(BridgedRegistry.class);

  private final MetricRegistry safe = new MetricRegistry();
  private final Map<String, String> exportedNames = new HashMap<>();

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
    String exported = exportedName(name);
    if (exportedNames.containsValue(exported)) {
      LOG.warn(
          "metric is not exported because its name is taken, metric={}, exported_name={}",
          name,
          exported);
      return;
    }
    exportedNames.put(name, exported);
    safe.register(exported, metric);
  }

  private synchronized void remove(String name) {
    String exported = exportedNames.remove(name);
    if (exported != null) safe.remove(exported);
  }

  /**
   * In snake case, without the package: {@code
   * org.eclipse.jetty.util.thread.QueuedThreadPool.dw.size} becomes {@code
   * dropwizard_queued_thread_pool_dw_size}.
   */
  static String exportedName(String name) {
    String plain = PACKAGE.matcher(name).replaceFirst("");
    String snake = HUMP.matcher(plain).replaceAll("_").toLowerCase(Locale.ROOT);
    return "dropwizard_" + NEITHER_LETTER_NOR_DIGIT.matcher(snake).replaceAll("_");
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
