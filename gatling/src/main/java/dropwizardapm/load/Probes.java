package dropwizardapm.load;

import dropwizardapm.load.plan.RunningStage;
import dropwizardapm.load.plan.Schedule;
import dropwizardapm.load.result.StepRecorder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks for health and metrics throughout a run, as a load balancer and Prometheus do, only more
 * often. It has a connection and a thread of its own.
 */
final class Probes {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final double MIB = 1 << 20;

  private final URI url;
  private final Schedule schedule;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("probes").factory());

  Probes(URI url, Schedule schedule) {
    this.url = url;
    this.schedule = schedule;
  }

  void begin() {
    get("/health");
    var _ = timer.scheduleAtFixedRate(this::probe, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void probe() {
    schedule.current().map(RunningStage::recorder).ifPresent(this::probe);
  }

  private void probe(StepRecorder step) {
    ask(step, "health");
    MetricsText metrics = new MetricsText(ask(step, "metrics"));
    // 0 until the first collection of all of it.
    metrics
        .sum("jvm_memory_pool_collection_used_bytes", labels -> labels.matches(".*(Old|Tenured).*"))
        .stream()
        .filter(bytes -> bytes > 0)
        .forEach(bytes -> step.figure("live_set_mib", bytes / MIB, (_, last) -> last));
    metrics
        .sum("jvm_memory_used_bytes", labels -> labels.contains("\"heap\""))
        .ifPresent(bytes -> step.figure("heap_low_mib", bytes / MIB, Math::min));
    metrics
        .sum("process_open_fds", _ -> true)
        .ifPresent(count -> step.figure("open_fds", count, (_, last) -> last));
  }

  /** Whatever is not a good answer counts as one that took as long as one waits for it. */
  private String ask(StepRecorder step, String name) {
    long start = System.nanoTime();
    HttpResponse<String> response = get("/" + name);
    long nanos = System.nanoTime() - start;
    if (response == null || response.statusCode() != 200) {
      step.probe(name, TIMEOUT.toNanos());
      return "";
    }
    step.probe(name, nanos);
    return response.body();
  }

  private @Nullable HttpResponse<String> get(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
