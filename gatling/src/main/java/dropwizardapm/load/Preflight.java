package dropwizardapm.load;

import dropwizardapm.load.workload.Probe;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the service, before any load: are you there, do you answer right, how many workers have you?
 */
final class Preflight {
  /** Who does not answer within a second is no target for a load. */
  private static final Duration PATIENCE = Duration.ofMillis(900);

  /** A first computation may take long. */
  private static final Duration ENOUGH = Duration.ofSeconds(30);

  private static final Duration BUDGET = Duration.ofSeconds(5);
  private static final Pattern WORKERS =
      Pattern.compile("^compute_workers_max(?:\\{[^}]*})? ([0-9.]+)$", Pattern.MULTILINE);

  private static final Pattern REVISION =
      Pattern.compile("^app_build_info\\{[^}]*revision=\"([^\"\\\\]*)\"", Pattern.MULTILINE);

  /**
   * What the service says of itself.
   *
   * @param workers empty where it does not say
   * @param revision of its build
   */
  record Target(OptionalInt workers, String revision) {}

  private final LoadConfig config;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  Preflight(LoadConfig config) {
    this.config = config;
  }

  /**
   * What is under test. Warms it up on the way.
   *
   * @throws PreflightException when the service does not answer, or not as it should
   */
  Target run() {
    var _ = get("/health", PATIENCE);
    Probe probe = config.workload().probe();
    long start = System.nanoTime();
    for (int i = 0; i < probe.calls() && System.nanoTime() - start < BUDGET.toNanos(); i++)
      ask(probe);
    String metrics = get("/metrics", ENOUGH).body();
    Matcher workers = WORKERS.matcher(metrics);
    Matcher revision = REVISION.matcher(metrics);
    return new Target(
        workers.find()
            ? OptionalInt.of((int) Double.parseDouble(workers.group(1)))
            : OptionalInt.empty(),
        revision.find() ? revision.group(1) : "unknown");
  }

  private void ask(Probe probe) {
    HttpResponse<String> response = get(probe.path(), ENOUGH);
    probe
        .judge()
        .complaint(response.statusCode(), response.body())
        .ifPresent(
            complaint -> {
              throw new PreflightException(response.uri() + " " + complaint);
            });
  }

  private HttpResponse<String> get(String path, Duration timeout) {
    HttpRequest request =
        HttpRequest.newBuilder(config.url().resolve(path)).timeout(timeout).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new PreflightException(
          "nothing answers at %s (%s): start the service there or set -D%s"
              .formatted(request.uri(), e, Settings.URL));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PreflightException("interrupted while asking " + request.uri());
    }
  }
}
