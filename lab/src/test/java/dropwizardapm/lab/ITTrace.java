package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** From a slow bucket in Prometheus to the request's line in the journal. */
@NeedsLab
@Order(14)
class ITTrace {
  private static final Lab LAB = Lab.STACK;
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);
  private static final String URL = "http://" + LAB.address() + ":8031";
  private static final Pattern LARGEST = Pattern.compile("largest n .* is (\\d+)");
  private static final Pattern MILLIS = Pattern.compile("\"processingTimeMs\":(\\d+)");
  private static final String BUCKETS = "http_request_duration_seconds_bucket";

  @Test
  void slowBucket_leadsToTheRequestsLine_byTheDocumentedCommand() {
    String traceId = slowRequest();

    within(Duration.ofSeconds(60))
        .until(() -> PROMETHEUS.exemplarTraceIds(BUCKETS).contains(traceId));

    String command = Page.of("docs/troubleshooting.md").block("query_exemplars");
    assertThat(LAB.ssh(command).succeeded().output().lines())
        .filteredOn(line -> line.contains("trace_id=" + traceId))
        .singleElement()
        .asString()
        .contains("msg=\"slow request\"", "path=/compute/{n} status=200 ", "compute_seconds=0.");
  }

  /**
   * The trace of the first request that takes longer than 250 ms. A service that has just started
   * lets only smaller ones in: with each that is done it believes more of itself.
   */
  private static String slowRequest() {
    for (int attempt = 0; attempt < 20; attempt++) {
      String traceId =
          "4bf92f3577b34da6" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      String answer = compute(largestN(), traceId);
      if (answer.startsWith("HTTP/1.1 200") && match(MILLIS, answer) > 250) return traceId;
    }
    throw new AssertionError("no request of 20 took longer than 250 ms");
  }

  private static String compute(int n, String traceId) {
    String traceparent = "traceparent: 00-" + traceId + "-00f067aa0ba902b7-01";
    String url = URL + "/compute/" + n;
    String answer =
        Command.run("curl", "--silent", "--include", "--header", traceparent, url)
            .succeeded()
            .output();
    assertThat(answer).contains("\ntraceparent: 00-" + traceId + "-");
    return answer;
  }

  private static int largestN() {
    return match(LARGEST, Http.get(URL + "/compute/92").body());
  }

  private static int match(Pattern number, String text) {
    Matcher found = number.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return Integer.parseInt(found.group(1));
  }
}
