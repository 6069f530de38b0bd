package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.dropwizard.lifecycle.ExecutorServiceManager;
import io.dropwizard.lifecycle.JettyManaged;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.ToDoubleFunction;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The executors that Dropwizard manages for the application, asked themselves. Dropwizard's
 * registry knows how many threads each has started, under names of the application's, and neither
 * how many work nor what waits for one.
 */
public final class ExecutorMetrics {
  private ExecutorMetrics() {}

  public static void register(PrometheusRegistry registry, LifecycleEnvironment lifecycle) {
    gauge(registry, ServiceMetrics.EXECUTOR_ACTIVE, lifecycle, ThreadPoolExecutor::getActiveCount);
    gauge(registry, ServiceMetrics.EXECUTOR_SIZE, lifecycle, ThreadPoolExecutor::getPoolSize);
    gauge(registry, ServiceMetrics.EXECUTOR_MAX, lifecycle, ExecutorMetrics::mostThreads);
    gauge(
        registry,
        ServiceMetrics.EXECUTOR_QUEUED,
        lifecycle,
        executor -> executor.getQueue().size());
    MetricRegistration.counter(
        registry,
        ServiceMetrics.EXECUTOR_COMPLETED,
        callback ->
            sums(lifecycle, ThreadPoolExecutor::getCompletedTaskCount)
                .forEach((name, value) -> callback.call(value, name)));
  }

  private static void gauge(
      PrometheusRegistry registry,
      Metric metric,
      LifecycleEnvironment lifecycle,
      ToDoubleFunction<ThreadPoolExecutor> value) {
    MetricRegistration.gauge(
        registry,
        metric,
        callback -> sums(lifecycle, value).forEach((name, sum) -> callback.call(sum, name)));
  }

  /**
   * Threads beyond the core are made when the queue is full, which one without a bound never is.
   */
  private static double mostThreads(ThreadPoolExecutor executor) {
    return executor.getQueue().remainingCapacity() == Integer.MAX_VALUE
        ? Math.max(1, executor.getCorePoolSize())
        : executor.getMaximumPoolSize();
  }

  /** By name; nothing keeps an application from giving two executors the same. */
  private static Map<String, Double> sums(
      LifecycleEnvironment lifecycle, ToDoubleFunction<ThreadPoolExecutor> value) {
    Map<String, Double> sums = new TreeMap<>();
    for (LifeCycle managed : List.copyOf(lifecycle.getManagedObjects()))
      if (managed instanceof JettyManaged jetty
          && jetty.getManaged() instanceof ExecutorServiceManager executor
          && executor.getExecutor() instanceof ThreadPoolExecutor pool)
        sums.merge(name(executor.getPoolName()), value.applyAsDouble(pool), Double::sum);
    return sums;
  }

  /** Of the pool, without the number of the thread. */
  private static String name(String format) {
    return format.replaceFirst("[-_. ]?%\\d*d", "");
  }
}
