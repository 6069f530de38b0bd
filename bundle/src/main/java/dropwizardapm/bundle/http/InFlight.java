package dropwizardapm.bundle.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;

/**
 * How many requests are not yet answered to the last byte, and whether there should be any more.
 */
final class InFlight {
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

  /** The callback, with the end of the request before it. */
  Callback ending(Callback callback) {
    return new Callback.Nested(callback) {
      @Override
      public void completed() {
        end();
      }

      @Override
      public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
      }
    };
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
