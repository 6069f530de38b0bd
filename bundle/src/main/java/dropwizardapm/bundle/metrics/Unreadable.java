package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.bulkhead.Answer;
import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the metrics that scrapes go without. */
final class Unreadable {
  private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

  private final CounterDataPoint failed;
  private final CounterDataPoint missing;
  private final Set<Object> told = ConcurrentHashMap.newKeySet();

  Unreadable(PrometheusRegistry registry) {
    var unreadable = MetricRegistration.counter(registry, ServiceMetrics.UNREADABLE);
    failed = unreadable.labelValues("failed");
    missing = unreadable.labelValues("hangs");
  }

  /** In the log once for each metric: a scrape every few seconds would fill it. */
  void tell(Object metric, String name, Answer<?> answer) {
    (answer.isMissing() ? missing : failed).inc();
    if (!told.add(metric)) return;
    if (answer.isMissing())
      LOG.warn("metric does not answer in time and is left out, metric={}", name);
    else LOG.warn("metric fails and is left out, metric={}", name, answer.failure());
  }
}
