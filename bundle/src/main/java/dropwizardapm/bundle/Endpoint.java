package dropwizardapm.bundle;

/**
 * Answers GET and HEAD requests of one route without blocking the thread that brings them. Served
 * by {@link ApmBundle#serve} it costs a third of what a resource costs; a resource is the better
 * choice wherever that does not matter.
 */
public interface Endpoint {
  /**
   * {@return the template that stands for the route in metrics} A fixed path, or one whose last
   * segment is an argument, as in {@code /orders/{id}}.
   */
  String template();

  /** {@return the statuses it answers with} Their series exist before the first such answer. */
  int[] statuses();

  /**
   * Answers now or later, on whatever thread. What it throws is answered with 500.
   *
   * @param exchange the request and the way to answer it
   * @param argument what the path has after the fixed part; empty where it has none
   */
  void answer(Exchange exchange, String argument);
}
