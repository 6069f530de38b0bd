package dropwizardapm.service.endpoint;

import dropwizardapm.bundle.Endpoint;
import dropwizardapm.bundle.WarmUp;
import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.compute.Limits;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.Function;

/** Computations in a pool that nobody else uses. */
public final class ComputeRehearsal implements WarmUp.Rehearsal {
  private final ComputePool pool =
      new ComputePool(
          new Limits(
              Runtime.getRuntime().availableProcessors(),
              Duration.ofSeconds(1),
              Duration.ofNanos(50_000)),
          Thread.ofPlatform().daemon().name("warm-up-compute-", 0).factory(),
          System::nanoTime);

  @Override
  public Endpoint endpoint(
      PrometheusRegistry registry, Function<String, CounterDataPoint> rejected) {
    return new ComputeEndpoint(pool, new AdmissionCheck(System::nanoTime), registry, rejected);
  }

  /** One that goes through the workers in ten that do not. */
  @Override
  public String path(int request) {
    return request % 10 == 0 ? "/compute/25" : "/compute/1";
  }

  @Override
  public void close() {
    pool.close();
  }
}
