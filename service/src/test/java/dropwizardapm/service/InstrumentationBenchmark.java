package dropwizardapm.service;

import dropwizardapm.bundle.metrics.HttpMetrics;
import dropwizardapm.bundle.metrics.LabelGuard;
import dropwizardapm.bundle.metrics.Route;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What counting and timing adds to each request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InstrumentationBenchmark {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Route route =
      new HttpMetrics(registry, new LabelGuard(registry)).route("/compute/{n}").expect("GET", 200);

  @Benchmark
  public void request() {
    route.begin("GET");
    route.leave("GET");
    route.record("GET", 200, 2_000_000);
  }

  @Benchmark
  @Threads(2)
  public void requestOnTwoThreads() {
    request();
  }
}
