package dropwizardapm.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lab host's Prometheus and Alertmanager, through their HTTP interfaces. */
record Prometheus(Lab lab) {
  /** One series of an instant query's answer. */
  record Sample(Map<String, String> labels, double value) {}

  /**
   * A scrape target as Prometheus reports it; {@code error} is empty when the last scrape went
   * well.
   */
  record Target(String job, String url, String health, String error) {}

  /** A rule; {@code error} is empty when its last evaluation went well. */
  record Rule(
      String group,
      String name,
      boolean alerting,
      String query,
      Map<String, String> annotations,
      String error) {
    String runbookUrl() {
      return annotations.getOrDefault("runbook_url", "");
    }
  }

  List<Sample> query(String expression) {
    JsonNode data =
        Http.json(url(9090, "/api/v1/query?query=" + Http.encode(expression))).path("data");
    if (data.path("resultType").asText().equals("scalar")) {
      return List.of(new Sample(Map.of(), data.path("result").path(1).asDouble()));
    }
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : data.path("result")) {
      samples.add(
          new Sample(labels(series.path("metric")), series.path("value").path(1).asDouble()));
    }
    return samples;
  }

  /**
   * One series of a range query's answer: its labels, and the times at which it has which value.
   */
  record Series(Map<String, String> labels, List<Instant> times, List<String> values) {}

  /** The last {@code range}, on a grid of {@code step}. */
  List<Series> queryRange(String expression, Duration range, Duration step) {
    long now = Instant.now().getEpochSecond() / step.toSeconds() * step.toSeconds();
    String path =
        "/api/v1/query_range?start=%d&end=%d&step=%d&query=%s"
            .formatted(now - range.toSeconds(), now, step.toSeconds(), Http.encode(expression));
    List<Series> answer = new ArrayList<>();
    for (JsonNode series : Http.json(url(9090, path)).at("/data/result")) {
      List<Instant> times = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (JsonNode sample : series.path("values")) {
        times.add(Instant.ofEpochSecond(sample.path(0).asLong()));
        values.add(sample.path(1).asText());
      }
      answer.add(new Series(labels(series.path("metric")), times, values));
    }
    return answer;
  }

  /** The traces that the exemplars of the last ten minutes point to. */
  List<String> exemplarTraceIds(String selector) {
    long now = Instant.now().getEpochSecond();
    String path =
        "/api/v1/query_exemplars?start=%d&end=%d&query=%s"
            .formatted(now - 600, now, Http.encode(selector));
    List<String> ids = new ArrayList<>();
    for (JsonNode series : Http.json(url(9090, path)).path("data")) {
      for (JsonNode exemplar : series.path("exemplars"))
        ids.add(exemplar.path("labels").path("trace_id").asText());
    }
    return ids;
  }

  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (JsonNode target :
        Http.json(url(9090, "/api/v1/targets?state=active")).path("data").path("activeTargets")) {
      targets.add(
          new Target(
              target.path("labels").path("job").asText(),
              target.path("scrapeUrl").asText(),
              target.path("health").asText(),
              target.path("lastError").asText()));
    }
    return targets;
  }

  /** Every rule that Prometheus evaluates, recording ones too. */
  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode group : Http.json(url(9090, "/api/v1/rules")).path("data").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        rules.add(
            new Rule(
                group.path("name").asText(),
                rule.path("name").asText(),
                rule.path("type").asText().equals("alerting"),
                rule.path("query").asText(),
                labels(rule.path("annotations")),
                rule.path("lastError").asText()));
      }
    }
    return rules;
  }

  /** Names of all alerts that Prometheus evaluates. */
  List<String> alertingRules() {
    return rules().stream().filter(Rule::alerting).map(Rule::name).toList();
  }

  /** Names of the alerts that are pending or firing. */
  List<String> raisedAlerts() {
    return query("count by (alertname) (ALERTS)").stream()
        .map(alert -> alert.labels().getOrDefault("alertname", ""))
        .toList();
  }

  List<Alert> firingAlerts() {
    return query("ALERTS{alertstate=\"firing\"}").stream()
        .map(
            alert ->
                new Alert(
                    alert.labels().getOrDefault("alertname", ""),
                    alert.labels().getOrDefault("job", "")))
        .toList();
  }

  /** Names of the alerts that Alertmanager holds as active. */
  List<String> activeAlerts() {
    List<String> names = new ArrayList<>();
    for (JsonNode alert : Http.json(url(9093, "/api/v2/alerts?active=true"))) {
      names.add(alert.path("labels").path("alertname").asText());
    }
    return names;
  }

  private String url(int port, String path) {
    return "http://" + lab.address() + ":" + port + path;
  }

  private static Map<String, String> labels(JsonNode metric) {
    Map<String, String> labels = new TreeMap<>();
    metric.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }
}
