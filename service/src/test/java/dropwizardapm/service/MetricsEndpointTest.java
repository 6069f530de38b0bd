package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsEndpointTest {
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.start();
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static String scrape() throws Exception {
    return service.get("/metrics").body();
  }

  private static double sample(String name) throws Exception {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not exposed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http_requests_total{method=\"GET\",path=\"/compute/{n}\",status=\"503\"}",
        "http_requests_total{method=\"GET\",path=\"/compute/{n}\",status=\"500\"}",
        "http_request_duration_seconds_bucket{method=\"GET\",path=\"/compute/{n}\",status=\"200\",le=\"1.0\"}",
        "http_request_duration_seconds_bucket{method=\"GET\",path=\"/health\",status=\"200\",le=\"60.0\"}",
        "http_requests_in_progress{method=\"GET\",path=\"/compute/{n}\"}",
        "http_requests_rejected_total{reason=\"overload\"}",
        "compute_duration_seconds_bucket{n_range=\"41+\",le=\"+Inf\"}",
        "compute_queue_wait_seconds_count",
        "compute_workers_busy",
        "compute_workers_max",
        "compute_backlog_seconds",
        "compute_backlog_limit_seconds",
        "jvm_memory_used_bytes{area=\"heap\"}",
        "jvm_memory_max_bytes{area=\"heap\"}",
        "jvm_threads_current",
        "process_open_fds",
        "healthcheck_status{name=\"workers\"}",
        "healthcheck_status{name=\"deadlocks\"}",
        "metrics_scrape_duration_seconds_count",
        "dropwizard_queued_thread_pool_size{pool=\"dw\"}"
      })
  void series_existsFromTheStart(String name) throws Exception {
    assertThat(sample(name)).isNotNegative();
  }

  @ParameterizedTest
  @CsvSource({
    "/compute/7, /compute/{n}, 200",
    "/compute/abc, /compute/{n}, 400",
    "/health, /health, 200",
    "/no/such/path, UNMATCHED, 404"
  })
  void request_isCountedUnderItsTemplate(String path, String template, int status)
      throws Exception {
    String labels = "{method=\"GET\",path=\"" + template + "\",status=\"" + status + "\"}";
    double before = sample("http_requests_total" + labels);
    service.get(path);
    assertThat(sample("http_requests_total" + labels)).isEqualTo(before + 1);
    assertThat(sample("http_request_duration_seconds_count" + labels)).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | text/plain; version=0.0.4; charset=utf-8",
        "application/openmetrics-text; version=1.0.0 | application/openmetrics-text; version=1.0.0; charset=utf-8"
      })
  void format_isTheOneAskedFor(String accept, String contentType) throws Exception {
    HttpResponse<String> response = service.send("GET", "/metrics", "Accept", accept);
    assertThat(response.headers().firstValue("Content-Type")).contains(contentType);
  }

  @Test
  void scrape_isCompressed_whenAskedFor() throws Exception {
    HttpResponse<String> response = service.send("GET", "/metrics", "Accept-Encoding", "gzip");
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
  }
}
