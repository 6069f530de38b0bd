package dropwizardapm.lab.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request when it is due, whatever became of those before: a closed loop slows down with
 * the service and hides its overload. One thread, as many keep-alive connections as it takes.
 */
public final class OpenLoad {
  /** Longer than the service lets any request take. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Between looks at clock and sockets. A selector's own wait counts in milliseconds, so that it
   * sends thousands of requests a second in bunches, which are easier on a service than single
   * ones; and it has the service's processor wake this one for each answer. No busy wait: on a
   * machine with few cores it would take the service's time.
   */
  private static final long PAUSE_NANOS = 50_000;

  private final InetSocketAddress service;
  private final Random random = new Random(42);
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final PriorityQueue<Next> schedule =
      new PriorityQueue<>(Comparator.comparingLong(Next::dueNanos));
  private final List<Sample> samples = new ArrayList<>();
  private int sent;

  private record Next(Arrivals of, long dueNanos) {}

  private OpenLoad(InetSocketAddress service) throws IOException {
    this.service = service;
  }

  /** Blocks for {@code time} and until everything sent has ended. */
  static LoadResult run(InetSocketAddress service, Duration time, List<Arrivals> arrivals)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    return run(service, () -> System.nanoTime() >= end, arrivals);
  }

  /** Blocks until {@code over} and until everything sent has ended. */
  public static LoadResult run(
      InetSocketAddress service, BooleanSupplier over, List<Arrivals> arrivals) throws IOException {
    OpenLoad load = new OpenLoad(service);
    long start = System.nanoTime();
    for (Arrivals each : arrivals) {
      load.plan(each, start);
    }
    while (!over.getAsBoolean()) {
      load.sendWhatIsDue();
      load.proceed();
    }
    long end = System.nanoTime();
    load.awaitAnswers(end + PATIENCE.toNanos());
    return new LoadResult(start, end, load.samples);
  }

  private void plan(Arrivals arrivals, long afterNanos) {
    long gap = (long) (random.nextExponential() / arrivals.perSecond() * 1e9);
    schedule.add(new Next(arrivals, afterNanos + gap));
  }

  private void sendWhatIsDue() throws IOException {
    Next next = schedule.element();
    while (next.dueNanos <= System.nanoTime()) {
      schedule.remove();
      plan(next.of, next.dueNanos);
      sent++;
      send(next);
      next = schedule.element();
    }
  }

  private void awaitAnswers(long end) throws IOException {
    try (selector) {
      while (sent > samples.size() && System.nanoTime() < end) proceed();
      for (SelectionKey key : selector.keys()) {
        note(((Connection) key.attachment()).end(Sample.LOST));
      }
    }
  }

  private void send(Next next) throws IOException {
    Connection connection = next.of.keepAlive() ? idle.poll() : null;
    while (connection != null && !connection.isOpen()) {
      connection = idle.poll();
    }
    if (connection == null) connection = Connection.open(service, selector);
    try {
      connection.get(next.of, next.dueNanos);
    } catch (IOException e) {
      note(connection.end(Sample.LOST));
    }
  }

  private void proceed() throws IOException {
    LockSupport.parkNanos(PAUSE_NANOS);
    selector.selectNow();
    for (SelectionKey key : selector.selectedKeys()) {
      Connection connection = (Connection) key.attachment();
      Sample sample = connection.proceed(key, buffer);
      note(sample);
      if (sample != null && connection.isOpen()) idle.push(connection);
    }
    selector.selectedKeys().clear();
  }

  private void note(@Nullable Sample sample) {
    if (sample != null) samples.add(sample);
  }
}
