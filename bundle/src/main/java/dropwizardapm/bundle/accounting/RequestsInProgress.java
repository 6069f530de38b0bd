package dropwizardapm.bundle.accounting;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.Graceful;

/**
 * How many requests are not yet answered to the last byte, and whether there should be any more.
 * The server that this is a bean of waits for them before it closes connections.
 */
public final class RequestsInProgress implements Graceful {
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
  public void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /** Complete when nothing is unanswered. */
  @Override
  public CompletableFuture<Void> shutdown() {
    draining = true;
    closing = true;
    if (count.get() == 0) drained.complete(null);
    return drained;
  }

  @Override
  public boolean isShutdown() {
    return closing;
  }
}
