package dropwizardapm.load;

import dropwizardapm.load.plan.RunningStage;
import dropwizardapm.load.result.Trend;
import dropwizardapm.load.verdict.Baseline;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How fast this machine is right now: a fixed piece of work, before each step, while there is no
 * load. A virtual machine is now and then a third faster or slower than a minute ago.
 */
final class Yardstick {
  private static final int TIMES = 60;
  private static final int N = 26;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("yardstick").factory());

  /** So that the compiler has seen it. */
  Yardstick() {
    for (int i = 0; i < 3; i++) measure();
  }

  void before(RunningStage stage) {
    thread.execute(() -> stage.recorder().figure(Baseline.YARDSTICK, measure(), (_, last) -> last));
  }

  private static double measure() {
    double[] millis = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      if (fibonacci(N) < 0) throw new AssertionError("the compiler must not leave it out");
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return Trend.median(millis);
  }

  private static int fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }
}
