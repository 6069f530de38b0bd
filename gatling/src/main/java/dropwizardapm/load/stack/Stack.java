package dropwizardapm.load.stack;

import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Verdict;
import dropwizardapm.load.stack.Prometheus.Sample;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the monitoring saw of a service under load.
 *
 * @param url of Prometheus
 * @param service its job there
 */
public record Stack(URI url, String service) {
  /**
   * What a load beyond the knee is meant to raise: Alertmanager holds these back for an announced
   * one. A test of the module lab compares.
   */
  static final String CAUSED =
      "ComputeSaturated|RequestsRejected|High(ErrorRate|LatencyP95)|(Availability|Latency)Burn.+|ErrorBudgetLow|CpuPressure|GcOverhead|ScrapeSlow|RulesMissed";

  private static final String ANNOUNCED = "LoadTestRunning";

  /** Until a scrape and a rule have seen something: what fires sooner was there before the run. */
  private static final Duration FELT = Duration.ofSeconds(30);

  /** From the file through the collector and Prometheus into a rule that has waited. */
  private static final Duration SEEN = Duration.ofMinutes(1);

  /**
   * Says why it cannot be asked, for a user who named it; empty when it can.
   *
   * @param now when it is asked
   */
  public String complaint(Instant now) {
    try {
      return hosts(now).isEmpty()
          ? "no host has the job "
              + service
              + " there: name the service, for example"
              + " -Dload.service=hello"
          : "";
    } catch (IOException e) {
      return "it does not answer (" + e + ")";
    }
  }

  private Set<String> hosts(Instant time) throws IOException {
    return prometheus().query("up{job=\"" + service + "\"}", time).stream()
        .map(up -> up.label("host"))
        .collect(Collectors.toSet());
  }

  private Prometheus prometheus() {
    return new Prometheus(url);
  }

  /**
   * The row with what its hosts did from its first request to its last answer; of several hosts,
   * the busiest one. A step that is shorter than two scrapes shows nothing.
   */
  public StepResult saturated(StepResult row) {
    long seconds = Math.max(1, Duration.between(row.begin(), row.end()).toSeconds());
    String ours = " and on (host) up{job=\"%s\"}".formatted(service);
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put(
        "cpu_percent",
        "100 * max((1 - avg by (host) (rate(node_cpu_seconds_total{mode=\"idle\"}[%ds])))%s)"
            .formatted(seconds, ours));
    queries.put(
        "run_queue", "max(avg_over_time(node_procs_running[%ds])%s)".formatted(seconds, ours));
    queries.put(
        "gc_percent",
        "100 * max(sum by (instance) (rate(jvm_gc_pause_seconds_sum{job=\"%s\"}[%ds])))"
            .formatted(service, seconds));
    Map<String, Double> figures = new LinkedHashMap<>();
    queries.forEach((name, query) -> figures.put(name, value(query, row.end())));
    return row.with(figures);
  }

  private double value(String query, Instant time) {
    try {
      List<Sample> samples = prometheus().query(query, time);
      return samples.isEmpty() ? Double.NaN : samples.getFirst().value();
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /**
   * Which alerts on the service and its hosts have come during the run. What fired before is not
   * the run's.
   *
   * @param announced the run has told the stack of itself
   */
  public List<Verdict> alerts(Instant begin, Instant end, boolean announced) {
    String promise = "no alerts but those that a load raises";
    try {
      Set<String> hosts = hosts(end);
      Instant felt = begin.plus(FELT);
      Set<String> before = names(firing("", felt.isBefore(end) ? felt : end), hosts);
      Duration run = Duration.between(begin, end);
      List<Sample> all = firing("max_over_time(%s[" + Math.max(1, run.toSeconds()) + "s])", end);
      Set<String> during = names(all, hosts);
      Set<String> unexpected = new TreeSet<>(during);
      unexpected.removeAll(before);
      unexpected.removeIf(name -> name.matches(CAUSED + "|" + ANNOUNCED));
      Verdict others =
          Verdict.of(
              promise,
              unexpected.isEmpty(),
              unexpected.isEmpty() ? "fired: " + list(during) : "fired: " + list(unexpected));
      boolean seen = all.stream().anyMatch(a -> a.label("alertname").equals(ANNOUNCED));
      if (!announced) return List.of(others);
      if (!seen && run.compareTo(SEEN) < 0)
        return List.of(
            others, Verdict.notJudged(ANNOUNCED + " fires", "the run was shorter than a minute"));
      return List.of(
          others,
          Verdict.of(
              ANNOUNCED + " fires",
              seen,
              seen ? "it did" : "it did not: is load.textfile a directory that is scraped?"));
    } catch (IOException e) {
      return List.of(Verdict.notJudged(promise, String.valueOf(e.getMessage())));
    }
  }

  private List<Sample> firing(String over, Instant time) throws IOException {
    String alerts = "ALERTS{alertstate=\"firing\"}";
    return prometheus().query(over.isEmpty() ? alerts : over.formatted(alerts), time);
  }

  private Set<String> names(List<Sample> alerts, Set<String> hosts) {
    return alerts.stream()
        .filter(
            alert ->
                alert.label("job").equals(service)
                    || alert.label("service").equals(service)
                    || hosts.contains(alert.label("host")))
        .map(alert -> alert.label("alertname"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String list(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
