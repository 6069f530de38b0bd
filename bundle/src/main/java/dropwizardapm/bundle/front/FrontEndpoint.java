package dropwizardapm.bundle.front;

import dropwizardapm.bundle.accounting.RequestAccounting;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers GET and HEAD requests of one route without blocking the thread that brings them. */
public interface FrontEndpoint {
  /** Template that stands for the route: a fixed path, or one whose last segment is an argument. */
  String template();

  /** Statuses it answers with, so that their series exist before the first such answer. */
  int[] statuses();

  /** Begins a request. Another kind of exchange costs no second object for each of them. */
  default FrontExchange begin(
      Request request, Response response, Callback callback, RequestAccounting accounting) {
    return new FrontExchange(request, response, callback, accounting);
  }

  /** Answers, now or later, what {@link #begin} has made. */
  void answer(FrontExchange exchange, String argument);
}
