package dropwizardapm.service.http;

import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.compute.Outcome;
import dropwizardapm.service.compute.Ticket;
import dropwizardapm.service.health.AdmissionCheck;
import dropwizardapm.service.metrics.ComputeMetrics;
import dropwizardapm.service.metrics.HttpMetrics;
import dropwizardapm.service.metrics.Rejection;
import dropwizardapm.service.server.EventLoops;
import dropwizardapm.service.tcp.TcpTable;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;

/** {@code /compute/{n}}: the n-th Fibonacci number and the time it took. */
final class ComputeEndpoint implements Endpoint {
  static final String TEMPLATE = "/compute/{n}";

  /** Not a failure of the service; the number is nginx's, for want of one in the standard. */
  private static final int CLIENT_CLOSED = 499;

  private final ComputePool pool;
  private final ComputeMetrics computeMetrics;
  private final HttpMetrics httpMetrics;
  private final AdmissionCheck admission;
  private final Pacer pacer = new Pacer(System::nanoTime);
  private final Coalescing<Connector> coalescing =
      new Coalescing<>(EventLoops::of, LockSupport::parkNanos);
  private final ShedAnswers shed = new ShedAnswers();
  private final ClientWatch clients = new ClientWatch(TcpTable.ofKernel());

  ComputeEndpoint(
      ComputePool pool,
      AdmissionCheck admission,
      ComputeMetrics computeMetrics,
      HttpMetrics httpMetrics) {
    this.admission = admission;
    this.pool = pool;
    this.computeMetrics = computeMetrics;
    this.httpMetrics = httpMetrics;
  }

  @Override
  public String template() {
    return TEMPLATE;
  }

  @Override
  public int[] statuses() {
    return new int[] {200, 400, 422, CLIENT_CLOSED, 500, 503};
  }

  @Override
  public void answer(Exchange exchange, String argument) {
    int n = number(argument);
    if (n < 0) {
      exchange.problem(
          400,
          "n must be a whole number from 0 to %d written in digits, but is '%s'."
              .formatted(ComputePool.maxN(), Problem.echo(argument)));
      return;
    }
    Ticket ticket = pool.submit(n, outcome -> end(exchange, n, outcome));
    if (!ticket.isWorthWatching()) return;
    clients.add(exchange.request(), ticket);
    if (exchange.answered()) clients.remove(exchange.request());
  }

  /** The number in 0..92 that the text spells in at most two digits, else −1. */
  static int number(String text) {
    if (text.isEmpty() || text.length() > 2) return -1;
    int n = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') return -1;
      n = n * 10 + c - '0';
    }
    return n <= ComputePool.maxN() ? n : -1;
  }

  /** On a worker, which lives on whatever becomes of one answer. */
  private void end(Exchange exchange, int n, Outcome outcome) {
    try {
      answer(exchange, n, outcome);
    } catch (RuntimeException | Error e) {
      exchange.failed(e);
    }
  }

  private void answer(Exchange exchange, int n, Outcome outcome) {
    clients.remove(exchange.request());
    switch (outcome) {
      case Outcome.Done done -> {
        computeMetrics.record(done);
        exchange.span().computed(done.waitNanos(), done.computeNanos());
        exchange.json(200, ComputeAnswer.json(n, done.result(), done.computeNanos()));
      }
      case Outcome.Infeasible(int largestN) -> {
        httpMetrics.reject(Rejection.INFEASIBLE);
        exchange.problem(
            422,
            "n = %d takes longer than this service lets a request take. The largest n that it can answer now is %d."
                .formatted(n, largestN));
      }
      case Outcome.Shed(int seconds) -> {
        httpMetrics.reject(Rejection.OVERLOAD);
        admission.shed();
        // Asked before the refusal: once answered, the request is Jetty's again.
        Connector connector = exchange.request().getConnectionMetaData().getConnector();
        boolean held =
            pacer.refuse(
                () ->
                    exchange
                        .header(HttpHeader.RETRY_AFTER, Integer.toString(seconds))
                        .problem(503, shed.get(n, seconds)));
        if (!held) coalescing.rest(connector);
      }
      case Outcome.Expired(int seconds) -> {
        httpMetrics.reject(Rejection.DEADLINE);
        unavailable(
            exchange,
            seconds,
            "n = " + n + " was not ready before its deadline. Retry after " + seconds + " s.");
      }
      case Outcome.Cancelled cancelled -> {
        httpMetrics.reject(Rejection.CANCELLED);
        exchange.problem(CLIENT_CLOSED, "The client closed the connection before the answer.");
      }
      case Outcome.Closed closed -> {
        httpMetrics.reject(Rejection.DRAINING);
        unavailable(exchange, 1, "The service is stopping. Retry after 1 s.");
      }
    }
  }

  private static void unavailable(Exchange exchange, int retryAfterSeconds, String detail) {
    exchange
        .header(HttpHeader.RETRY_AFTER, Integer.toString(retryAfterSeconds))
        .problem(503, detail);
  }
}
