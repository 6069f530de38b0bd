package dropwizardapm.bundle.metrics;

import com.codahale.metrics.MetricRegistry;
import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What Dropwizard counts in a meter for each level, as one metric. */
public final class LogMetrics {
  /** Where Dropwizard's logging puts its meters. */
  static final String METERS = "ch.qos.logback.core.Appender.";

  private static final String[] LEVELS = {"error", "warn", "info", "debug", "trace"};

  private LogMetrics() {}

  public static void register(PrometheusRegistry registry, MetricRegistry dropwizard) {
    MetricRegistration.counter(
        registry,
        ServiceMetrics.LOG_EVENTS,
        callback -> {
          for (String level : LEVELS)
            callback.call((double) dropwizard.meter(METERS + level).getCount(), level);
        });
  }
}
