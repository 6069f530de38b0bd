package dropwizardapm.lab;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** Clients of a service, which go on asking whether or not it answers. */
final class Traffic implements AutoCloseable {
  private static final int MOST_AT_ONCE = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final String compute;

  Traffic(Lab lab) {
    compute = "http://" + lab.address() + ":8031/compute/";
  }

  /** Asks for n once in each period, until cancelled. */
  Future<?> every(Duration period, int n) {
    return every(period, compute + n);
  }

  /** Asks for an address once in each period, until cancelled. */
  Future<?> every(Duration period, String url) {
    return every(period, HttpRequest.newBuilder(URI.create(url)));
  }

  Future<?> every(Duration period, HttpRequest.Builder request) {
    return start(period, () -> ask(request, status -> {}));
  }

  /** Asks for n again and again without waiting for an answer, until one is 503; in each period. */
  Future<?> untilRefused(Duration period, int n) {
    return start(
        period,
        () -> {
          AtomicBoolean refused = new AtomicBoolean();
          for (int i = 0; i < MOST_AT_ONCE && !refused.get(); i++) {
            ask(
                HttpRequest.newBuilder(URI.create(compute + n)),
                status -> {
                  if (status == 503) refused.set(true);
                });
            if (!pause()) return;
          }
        });
  }

  private Future<?> start(Duration period, Runnable task) {
    return clock.scheduleAtFixedRate(task, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Time for a refusal to arrive; false when cancelled. */
  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void ask(HttpRequest.Builder builder, IntConsumer status) {
    HttpRequest request = builder.timeout(Duration.ofSeconds(15)).build();
    var _ =
        client
            .sendAsync(request, BodyHandlers.discarding())
            .thenAccept(response -> status.accept(response.statusCode()));
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.shutdownNow();
  }
}
