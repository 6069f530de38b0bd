package dropwizardapm.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dropwizardapm.load.result.Ceiling;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * Asks the service, before any load: are you there, do you count right, and what does one request
 * cost you?
 */
final class Preflight {
  /** Enough for the JIT compiler to have seen the recursion, also at 10 ms each. */
  private static final int CALLS = 50;

  private static final Duration BUDGET = Duration.ofSeconds(5);
  private static final Pattern WORKERS =
      Pattern.compile("^compute_workers_max(?:\\{[^}]*})? ([0-9.]+)$", Pattern.MULTILINE);

  private final LoadConfig config;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  Preflight(LoadConfig config) {
    this.config = config;
  }

  /**
   * The ceiling, or nothing where the service does not report its workers.
   *
   * @throws PreflightException when the service does not answer, or not with the right number
   */
  Optional<Ceiling> run() {
    double millis = medianMillis();
    Matcher workers = WORKERS.matcher(get("/metrics").body());
    return workers.find()
        ? Optional.of(new Ceiling((int) Double.parseDouble(workers.group(1)), millis))
        : Optional.empty();
  }

  /** The median of the second half: the first one runs partly in the interpreter. */
  private double medianMillis() {
    double[] millis = new double[CALLS];
    long start = System.nanoTime();
    int calls = 0;
    while (calls < CALLS && System.nanoTime() - start < BUDGET.toNanos())
      millis[calls++] = processingMillis();
    return median(Arrays.stream(millis, calls / 2, calls));
  }

  private double processingMillis() {
    HttpResponse<String> response = get(config.path());
    if (response.statusCode() != 200)
      throw new PreflightException(
          "%s%s answers %d, not 200: %s"
              .formatted(config.url(), config.path(), response.statusCode(), response.body()));
    try {
      JsonNode json = new ObjectMapper().readTree(response.body());
      if (!json.path("result").asText().equals(Fibonacci.of(config.n())))
        throw new PreflightException(
            "%s%s answers a wrong number: %s"
                .formatted(config.url(), config.path(), response.body()));
      return json.path("processingTimeMs").asDouble(Double.NaN);
    } catch (IOException e) {
      throw new PreflightException(
          "%s%s does not answer in JSON: %s"
              .formatted(config.url(), config.path(), response.body()));
    }
  }

  private HttpResponse<String> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(config.url().resolve(path)).timeout(Duration.ofSeconds(30)).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new PreflightException(
          "nothing answers at %s (%s): start the service there or set -D%s"
              .formatted(config.url(), e, Settings.URL));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PreflightException("interrupted while asking " + config.url());
    }
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
