package dropwizardapm.load.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects one step's requests while it runs; any thread may call it.
 *
 * <p>Keeps every latency, so percentiles are exact: 12 bytes a request, 400 kB for the promised
 * table's largest step.
 */
public final class StepRecorder {
  private final String title;
  private final int offeredRps;
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final Map<String, List<Long>> probes = new LinkedHashMap<>();
  private Timeline timeline = new Timeline();
  private int started;
  private int ok;
  private int rejected;
  private int errors;
  private double computationMillis;
  private long origin;
  private @Nullable Instant begin;
  private long lastStart;
  private long lastEnd;

  /**
   * A step that has not begun.
   *
   * @param title what tells it from others of its rate; may be empty
   * @param offeredRps what it sets out to send per second; 0 where the answers decide
   */
  public StepRecorder(String title, int offeredRps) {
    this.title = title;
    this.offeredRps = offeredRps;
  }

  /** Notes that a request goes out; true for the first one of the step. */
  public synchronized boolean start(long nanoTime) {
    if (started == 0) {
      origin = nanoTime;
      begin = Instant.now();
    }
    lastStart = Math.max(lastStart, nanoTime - origin);
    return ++started == 1;
  }

  /**
   * Notes how a request ended.
   *
   * @param computationMillis as the service says; NaN where it does not
   */
  public synchronized void end(
      Outcome outcome, long startNanoTime, long endNanoTime, double computationMillis) {
    lastEnd = Math.max(lastEnd, endNanoTime - origin);
    timeline.add(outcome, startNanoTime - origin, endNanoTime - startNanoTime);
    switch (outcome) {
      case OK -> {
        ok++;
        this.computationMillis += computationMillis;
      }
      case REJECTED -> rejected++;
      case ERROR -> errors++;
    }
  }

  /**
   * Notes what was seen beside the requests.
   *
   * @param merge says which of several values stays
   */
  public synchronized void figure(String name, double value, BinaryOperator<Double> merge) {
    figures.merge(name, value, merge);
  }

  /** Notes how long an answer took that is none of the load's. */
  public synchronized void probe(String name, long nanos) {
    probes.computeIfAbsent(name, _ -> new ArrayList<>()).add(nanos);
  }

  /** What has come in; nothing more will. The latencies one by one are forgotten. */
  public synchronized StepResult end() {
    StepResult result = result();
    timeline = new Timeline();
    return result;
  }

  /** What has come in so far. */
  public synchronized StepResult result() {
    return new StepResult(
        title,
        offeredRps,
        started,
        lastStart,
        lastEnd,
        timeline.latencies(),
        computationMillis / ok,
        ok,
        rejected,
        errors,
        begin == null ? Instant.EPOCH : begin,
        timeline.seconds(),
        figures());
  }

  private Map<String, Double> figures() {
    Map<String, Double> all = new LinkedHashMap<>();
    probes.forEach(
        (name, nanos) -> {
          Latencies latencies = Latencies.of(nanos.stream().mapToLong(Long::longValue).toArray());
          all.put(name + "_p99_ms", latencies.p99());
          all.put(name + "_max_ms", latencies.max());
        });
    all.putAll(figures);
    return all;
  }
}
