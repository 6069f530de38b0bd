package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Makes it visible when there were more values of a label than a bound allows. */
public final class LabelGuard {
  private final Counter overflows;

  public LabelGuard(PrometheusRegistry registry) {
    overflows = MetricRegistration.counter(registry, ServiceMetrics.LABEL_OVERFLOW);
  }

  /** Exists at 0 from now on; counts each time that a value is folded or left out. */
  CounterDataPoint overflow(Metric metric, String label) {
    return overflow(metric.name(), label);
  }

  CounterDataPoint overflow(String metric, String label) {
    return overflows.labelValues(metric, label);
  }
}
