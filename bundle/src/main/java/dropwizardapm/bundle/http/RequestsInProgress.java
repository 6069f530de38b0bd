package dropwizardapm.bundle.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are not yet answered to the last byte, and whether there should be any more.
 */
final class RequestsInProgress {
  private final AtomicInteger count = new AtomicInteger();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean draining;
  private volatile boolean closing;

  void begin() {
    count.incrementAndGet();
  }

  void end() {
    if (count.decrementAndGet() == 0 && closing) drained.complete(null);
  }

  /** From now on each answer is the last on its connection. */
  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /** Complete when nothing is unanswered. */
  CompletableFuture<Void> close() {
    draining = true;
    closing = true;
    if (count.get() == 0) drained.complete(null);
    return drained;
  }

  boolean isClosing() {
    return closing;
  }
}
