package dropwizardapm.service.compute;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One admitted request. Ends exactly once, whoever ends it first. */
final class Job implements Ticket {
  final int n;
  final long costNanos;
  final long arrivedNanos;
  final long deadlineNanos;
  private final Consumer<Outcome> completion;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean cancelled;

  Job(int n, long costNanos, long arrivedNanos, long deadlineNanos, Consumer<Outcome> completion) {
    this.n = n;
    this.costNanos = costNanos;
    this.arrivedNanos = arrivedNanos;
    this.deadlineNanos = deadlineNanos;
    this.completion = completion;
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  void end(Outcome outcome) {
    if (ended.compareAndSet(false, true)) completion.accept(outcome);
  }
}
