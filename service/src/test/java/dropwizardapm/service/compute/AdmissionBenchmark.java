package dropwizardapm.service.compute;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The price of finding out whether there is time for a request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdmissionBenchmark {
  private static final Limits LIMITS =
      new Limits(2, Duration.ofSeconds(1), Duration.ofNanos(50_000));

  private final CostModel cost = new CostModel(1);
  private final Admission admission = new Admission(cost, LIMITS);
  private final Backlog halfFull = new Backlog(900_000_000, 0, 0.5);

  /** Its workers never take anything. */
  private final ComputePool full =
      new ComputePool(LIMITS, _ -> new Thread(() -> {}), System::nanoTime);

  @Setup
  public void fill() {
    boolean[] rejected = {false};
    while (!rejected[0]) {
      full.submit(30, outcome -> rejected[0] = outcome instanceof Outcome.Overload);
    }
  }

  @Benchmark
  public @Nullable Object decision() {
    return admission.reject(cost.nanos(30), halfFull);
  }

  @Benchmark
  public void tiny(Blackhole answers) {
    full.submit(5, answers::consume);
  }

  @Benchmark
  public void rejected(Blackhole answers) {
    full.submit(30, answers::consume);
  }
}
