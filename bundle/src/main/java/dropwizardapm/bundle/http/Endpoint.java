package dropwizardapm.bundle.http;

/** Answers GET and HEAD requests of one route without blocking the thread that brings them. */
public interface Endpoint {
  /**
   * Template that stands for the route in metrics: a fixed path, or one whose last segment is an
   * argument, as in {@code /orders/{id}}.
   */
  String template();

  /** Statuses it answers with, so that their series exist before the first such answer. */
  int[] statuses();

  /**
   * Answers now or later. {@code argument} is what the path has after the fixed part; empty where
   * it has none.
   */
  void answer(Exchange exchange, String argument);
}
