package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.bulkhead.Answer;
import dropwizardapm.bundle.bulkhead.Bulkhead;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A registry whose scrape stays whole, whatever a metric in it does: it loses that metric at most.
 * Without it one callback of the application that throws costs all metrics, and one that hangs all
 * scrapes.
 */
public final class ContainedRegistry extends PrometheusRegistry {
  /** Above what {@link BridgedRegistry} waits itself, and below Prometheus' ten seconds. */
  private static final Duration LIMIT = BridgedRegistry.LIMIT.plusSeconds(2);

  private static final int MAX_HANGING = 16;

  /** What is asked; known again by its identity. */
  private static final class Source {
    final String name;
    final Supplier<MetricSnapshots> values;

    Source(String name, Supplier<MetricSnapshots> values) {
      this.name = name;
      this.values = values;
    }
  }

  private final Map<Object, Source> sources = new ConcurrentHashMap<>();
  private final Bulkhead bulkhead = new Bulkhead("metric", MAX_HANGING, LIMIT);
  private final Unreadable unreadable = new Unreadable(this);

  /** Of those whose metrics could not be read. */
  Unreadable unreadable() {
    return unreadable;
  }

  @Override
  public void register(Collector collector) {
    super.register(collector);
    MetricFamilyDescriptor known = collector.getMetricFamilyDescriptor();
    String name = known == null ? collector.getClass().getName() : known.getPrometheusName();
    sources.put(collector, new Source(name, () -> all(collector.collect())));
  }

  private static MetricSnapshots all(@Nullable MetricSnapshot family) {
    return family == null ? MetricSnapshots.of() : MetricSnapshots.of(family);
  }

  @Override
  public void register(MultiCollector collector) {
    super.register(collector);
    sources.put(collector, new Source(collector.getClass().getName(), collector::collect));
  }

  @Override
  public void unregister(Collector collector) {
    super.unregister(collector);
    sources.remove(collector);
  }

  @Override
  public void unregister(MultiCollector collector) {
    super.unregister(collector);
    sources.remove(collector);
  }

  @Override
  public void clear() {
    super.clear();
    sources.clear();
  }

  @Override
  public MetricSnapshots scrape() {
    List<Source> all = List.copyOf(sources.values());
    List<Answer<MetricSnapshots>> answers = bulkhead.ask(all, source -> source.values.get());
    MetricSnapshots.Builder page = MetricSnapshots.builder();
    for (int i = 0; i < answers.size(); i++) {
      Answer<MetricSnapshots> answer = answers.get(i);
      if (answer.value() != null) answer.value().forEach(page::metricSnapshot);
      else unreadable.tell(all.get(i), all.get(i).name, answer);
    }
    return page.build();
  }
}
