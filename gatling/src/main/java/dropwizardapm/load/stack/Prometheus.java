package dropwizardapm.load.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Prometheus, through its HTTP interface. */
final class Prometheus {
  /** One series of an answer. */
  record Sample(Map<String, String> labels, double value) {
    /** Empty where it has none. */
    String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  private final URI url;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  Prometheus(URI url) {
    this.url = url;
  }

  /** What an expression was at a time. */
  List<Sample> query(String expression, Instant time) throws IOException {
    String base = url.toString().replaceFirst("/$", "");
    URI ask =
        URI.create(
            "%s/api/v1/query?time=%d.%03d&query=%s"
                .formatted(
                    base,
                    time.getEpochSecond(),
                    time.getNano() / 1_000_000,
                    URLEncoder.encode(expression, UTF_8)));
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(ask).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200)
        throw new IOException(
            "%s answers %d to %s: %s"
                .formatted(url, response.statusCode(), expression, response.body()));
      return samples(new ObjectMapper().readTree(response.body()).at("/data/result"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + url, e);
    }
  }

  private static List<Sample> samples(JsonNode result) {
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : result) {
      Map<String, String> labels = new HashMap<>();
      series
          .path("metric")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      samples.add(
          new Sample(labels, Double.parseDouble(series.path("value").path(1).asText("NaN"))));
    }
    return samples;
  }
}
