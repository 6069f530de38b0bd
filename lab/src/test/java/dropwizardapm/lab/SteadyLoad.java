package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.lab.load.Arrivals;
import dropwizardapm.lab.load.LoadResult;
import dropwizardapm.lab.load.OpenLoad;
import dropwizardapm.lab.load.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * 200 requests a second that go on while the service is replaced, half of them over connections
 * that are kept, half over new ones.
 */
final class SteadyLoad {
  static final boolean LONG = Boolean.getBoolean("long");

  private static final List<Arrivals> ARRIVALS =
      List.of(new Arrivals("/compute/20", 100, true), new Arrivals("/compute/20", 100, false));

  /** Before a change begins, so that there are connections, and until its effects are over. */
  private static final Duration CALM = Duration.ofSeconds(2);

  /**
   * What the longest answer may take for each start that it waits for. A quiet machine keeps 3 s.
   * Beside all else that runs in a test a start takes 8 s and more; there it is held to what a
   * client waits.
   */
  private static final double START_MILLIS = LONG ? 3_000 : 30_000;

  private SteadyLoad() {}

  /**
   * Holds that nothing is lost meanwhile, and nobody waits long.
   *
   * @param starts of the service, one after the other, while nobody serves
   */
  static void isAnswered(Lab lab, String what, int starts, Runnable change) {
    isSoon(List.of(longestOf(lab, what, starts, change)));
  }

  /**
   * Holds that nothing is lost meanwhile.
   *
   * @return what the longest answer took, in milliseconds for each start
   */
  static double longestOf(Lab lab, String what, int starts, Runnable change) {
    LoadResult load = during(lab, change);
    double longest = load.of(Sample::ok).mapToDouble(Sample::millis).max().orElseThrow();
    System.out.printf("%s: %s, the longest after %.0f ms%n", what, load, longest);
    assertThat(load.of(sample -> !sample.ok()).toList()).as(what + ": " + load).isEmpty();
    return longest / starts;
  }

  /** Apart from the above, so that one that waits long does not end what counts the lost ones. */
  static void isSoon(List<Double> longest) {
    assertThat(longest).isNotEmpty().allMatch(millis -> millis < START_MILLIS);
  }

  static LoadResult during(Lab lab, Runnable change) {
    InetSocketAddress service = new InetSocketAddress(lab.address(), 8031);
    CountDownLatch changed = new CountDownLatch(1);
    try (ExecutorService generator = Executors.newSingleThreadExecutor()) {
      CompletableFuture<LoadResult> load =
          CompletableFuture.supplyAsync(
              () -> load(service, () -> changed.getCount() == 0), generator);
      CompletableFuture.runAsync(change, later())
          .whenComplete((nothing, failure) -> later().execute(changed::countDown))
          .join();
      return load.join();
    }
  }

  private static LoadResult load(InetSocketAddress service, BooleanSupplier over) {
    try {
      return OpenLoad.run(service, over, ARRIVALS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(CALM.toMillis(), TimeUnit.MILLISECONDS);
  }
}
