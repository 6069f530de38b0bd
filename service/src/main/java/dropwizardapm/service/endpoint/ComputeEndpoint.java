package dropwizardapm.service.endpoint;

import dropwizardapm.bundle.Endpoint;
import dropwizardapm.bundle.Exchange;
import dropwizardapm.service.compute.ComputePool;
import dropwizardapm.service.compute.Outcome;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;

/** {@code /compute/{n}}: the n-th Fibonacci number and the time it took. */
public final class ComputeEndpoint implements Endpoint {
  static final String TEMPLATE = "/compute/{n}";

  private final ComputePool pool;
  private final ComputeMetrics metrics;
  private final AdmissionCheck admission;

  /** Could not meet the deadline even alone. */
  private final CounterDataPoint infeasible;

  /** The backlog would make it late. */
  private final CounterDataPoint overload;

  /** Admitted, but the deadline passed first. */
  private final CounterDataPoint deadline;

  /** The service is stopping. */
  private final CounterDataPoint draining;

  private final Pacer pacer = new Pacer(System::nanoTime);
  private final Coalescing<Connector> coalescing =
      new Coalescing<>(Selectors::of, LockSupport::parkNanos);

  /**
   * An endpoint that computes in the pool.
   *
   * @param admission is told of what is rejected
   * @param registry for the metrics of the computation
   * @param rejected what counts the requests that are rejected for a reason
   */
  public ComputeEndpoint(
      ComputePool pool,
      AdmissionCheck admission,
      PrometheusRegistry registry,
      Function<String, CounterDataPoint> rejected) {
    this.pool = pool;
    this.admission = admission;
    this.metrics = new ComputeMetrics(registry, pool);
    this.infeasible = rejected.apply("infeasible");
    this.overload = rejected.apply("overload");
    this.deadline = rejected.apply("deadline");
    this.draining = rejected.apply("draining");
  }

  @Override
  public String template() {
    return TEMPLATE;
  }

  @Override
  public int[] statuses() {
    return new int[] {200, 400, 422, 500, 503};
  }

  @Override
  public void answer(Exchange exchange, String argument) {
    int n = number(argument);
    if (n < 0) {
      exchange.problem(
          400,
          "n must be a whole number from 0 to %d written in digits, but is '%s'."
              .formatted(ComputePool.maxN(), argument));
      return;
    }
    pool.submit(n, outcome -> end(exchange, n, outcome));
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
    switch (outcome) {
      case Outcome.Done done -> {
        metrics.record(done);
        exchange.times(() -> times(done));
        exchange.json(200, ComputeAnswer.json(n, done.result(), done.computeNanos()));
      }
      case Outcome.Infeasible(int largestN) -> {
        infeasible.inc();
        exchange.problem(
            422,
            "n = %d takes longer than this service lets a request take. The largest n that it can answer now is %d."
                .formatted(n, largestN));
      }
      case Outcome.Overload(int seconds) -> {
        overload.inc();
        admission.rejected();
        // Asked before the rejection: once answered, the request is Jetty's again.
        Connector connector = exchange.request().getConnectionMetaData().getConnector();
        boolean held =
            pacer.reject(
                () ->
                    unavailable(
                        exchange,
                        seconds,
                        "Too much work is waiting to answer n = "
                            + n
                            + " in time. Retry after "
                            + seconds
                            + " s."));
        if (!held) coalescing.rest(connector);
      }
      case Outcome.Late(int seconds) -> {
        deadline.inc();
        unavailable(
            exchange,
            seconds,
            "n = " + n + " was not ready before its deadline. Retry after " + seconds + " s.");
      }
      case Outcome.Draining _ -> {
        draining.inc();
        unavailable(exchange, 1, "The service is stopping. Retry after 1 s.");
      }
    }
  }

  private static Map<String, Duration> times(Outcome.Done done) {
    Map<String, Duration> times = new LinkedHashMap<>();
    times.put("queue_wait_seconds", Duration.ofNanos(done.waitNanos()));
    times.put("compute_seconds", Duration.ofNanos(done.computeNanos()));
    return times;
  }

  private static void unavailable(Exchange exchange, int retryAfterSeconds, String detail) {
    exchange
        .header(HttpHeader.RETRY_AFTER, Integer.toString(retryAfterSeconds))
        .problem(503, detail);
  }
}
