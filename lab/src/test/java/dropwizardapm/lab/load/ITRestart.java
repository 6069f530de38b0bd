package dropwizardapm.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A restart that clients do not wait for: 100 requests a second of fib 30 go on while the service
 * ends, starts and is cold, on the same processors as the generator.
 */
@Isolated
class ITRestart {
  private static final boolean LONG = Boolean.getBoolean("long");
  private static final int RESTARTS = LONG ? 3 : 1;
  private static final double P99_MILLIS = LONG ? 250 : 500;
  private static final Duration BEFORE = Duration.ofSeconds(3);
  private static final Duration LOAD = Duration.ofSeconds(20);

  @Test
  void p99OfTheFirstTenSeconds_staysBounded_whenRestartedUnderLoad(@TempDir Path directory)
      throws Exception {
    try (ServiceProcess service = ServiceProcess.start(directory, "0-1");
        ExecutorService generator = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < RESTARTS; i++) {
        Future<LoadResult> load =
            generator.submit(
                () -> OpenLoad.run(service.address(), LOAD, List.of(Arrivals.compute(30, 100))));
        Thread.sleep(BEFORE);
        service.restart();
        Recovery recovery = Recovery.of(load.get());
        System.out.println(recovery.table());
        assertThat(recovery.millis(0.99)).isLessThan(P99_MILLIS);
      }
    }
  }
}
