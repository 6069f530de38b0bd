package dropwizardapm.bundle.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReservingExecutorTest {
  private static final int THREADS = 40;
  private static final int RUN_OR_WAIT = THREADS - 4 + 1_024;

  private final QueuedThreadPool pool = new QueuedThreadPool(THREADS);
  private final ReservingExecutor handOver = new ReservingExecutor();
  private final CountDownLatch database = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    pool.setReservedThreads(0);
    pool.start();
  }

  @AfterEach
  void stop() throws Exception {
    database.countDown();
    pool.stop();
  }

  private void execute() {
    handOver.execute(pool, this::work, rejected::incrementAndGet);
  }

  private void work() {
    begun.incrementAndGet();
    try {
      database.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended.incrementAndGet();
  }

  @Test
  void fourThreads_areKept() {
    for (int i = 0; i < 2 * THREADS; i++) execute();

    await().until(() -> begun.get() == THREADS - 4);
    assertThat(pool.getIdleThreads() + THREADS - pool.getThreads()).isEqualTo(4);
  }

  @Test
  void allThatWait_areServed_andNoMoreAreTaken() {
    for (int i = 0; i < RUN_OR_WAIT + 5; i++) execute();
    assertThat(rejected).hasValue(5);

    database.countDown();
    await().until(() -> ended.get() == RUN_OR_WAIT);
    execute();
    await().until(() -> ended.get() == RUN_OR_WAIT + 1);
    assertThat(rejected).hasValue(5);
  }

  @Test
  void workThatFails_leavesItsPlace() {
    for (int i = 0; i < 2 * THREADS; i++)
      handOver.execute(
          pool,
          () -> {
            throw new IllegalStateException("broken on purpose");
          },
          rejected::incrementAndGet);
    database.countDown();
    execute();

    await().until(() -> ended.get() == 1);
  }

  @Test
  void rejection_isTold_whenThePoolTakesNoMore() {
    handOver.execute(
        task -> {
          throw new RejectedExecutionException("full");
        },
        this::work,
        rejected::incrementAndGet);

    assertThat(rejected).hasValue(1);
    assertThat(begun).hasValue(0);
  }
}
