package dropwizardapm.service.compute;

import java.util.function.Consumer;

/** One admitted request. */
final class Job {
  final int n;
  final long costNanos;
  final SizeClass sizeClass;
  final long arrivedNanos;
  final long deadlineNanos;
  private final Consumer<Outcome> completion;

  Job(int n, long costNanos, long arrivedNanos, long deadlineNanos, Consumer<Outcome> completion) {
    this.n = n;
    this.costNanos = costNanos;
    this.sizeClass = SizeClass.of(costNanos);
    this.arrivedNanos = arrivedNanos;
    this.deadlineNanos = deadlineNanos;
    this.completion = completion;
  }

  /** Called once, by the worker that took the job. */
  void end(Outcome outcome) {
    completion.accept(outcome);
  }
}
