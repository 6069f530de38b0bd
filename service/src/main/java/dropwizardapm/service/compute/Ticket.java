package dropwizardapm.service.compute;

/** A request on its way; its outcome goes to the completion that was given with it. */
public interface Ticket {
  /** Nobody waits any more: drop it where it queues, stop it within microseconds where it runs. */
  void cancel();

  /** Is there enough work left for it to be worth watching whether anybody still waits? */
  boolean isWorthWatching();
}
