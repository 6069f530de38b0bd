package dropwizardapm.load.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Trend;
import dropwizardapm.load.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * An earlier run to compare with, row by row, as ratios. Both need repetitions: only their spread
 * tells a regression from noise.
 *
 * <p>The machine's own speed is not taken out: compare runs on one whose speed stands still.
 *
 * @param rows the repetitions of each row, by its name, and of each the figures by their keys
 */
public record Baseline(Map<String, List<Map<String, Double>>> rows) {
  private static final int FEWEST = 3;

  /** Less is no regression that anybody would look for. */
  private static final double LEAST = Math.log(1.05);

  /** As many standard errors; with five repetitions noise comes that far once in 500 times. */
  private static final double ERRORS = 4;

  private static final List<String> TIMES = List.of("mean_ms", "p50_ms", "p95_ms");
  private static final String GOODPUT = "goodput_rps";

  /**
   * Reads a result.json.
   *
   * @throws IOException where it is none
   */
  public static Baseline read(Path file) throws IOException {
    JsonNode steps = new ObjectMapper().readTree(Files.readString(file)).path("steps");
    if (steps.isEmpty()) throw new IOException("has no steps");
    Map<String, List<Map<String, Double>>> rows = new LinkedHashMap<>();
    for (JsonNode step : steps) {
      if (step.path("generator_bound").asBoolean()) continue;
      Map<String, Double> figures = new LinkedHashMap<>();
      step.properties().stream()
          .filter(field -> field.getValue().isNumber())
          .forEach(field -> figures.put(field.getKey(), field.getValue().asDouble()));
      String name = Rows.name(step.path("step").asText(), step.path("offered_rps").asInt());
      rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(figures);
    }
    return new Baseline(rows);
  }

  /** What a run has of it. */
  public static Baseline of(List<StepResult> steps) {
    Map<String, List<Map<String, Double>>> rows = new LinkedHashMap<>();
    for (StepResult step : steps) {
      if (step.generatorBound()) continue;
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("mean_ms", step.latencies().mean());
      figures.put("p50_ms", step.latencies().p50());
      figures.put("p95_ms", step.latencies().p95());
      figures.put(GOODPUT, step.goodputRps());
      rows.computeIfAbsent(Rows.name(step), _ -> new ArrayList<>()).add(figures);
    }
    return new Baseline(rows);
  }

  /** One verdict for each row that both have. */
  public List<Verdict> judge(Baseline now) {
    List<Verdict> verdicts = new ArrayList<>();
    now.rows.forEach(
        (name, repetitions) -> {
          String promise = name + " is no slower than in the baseline";
          List<Map<String, Double>> before = rows.getOrDefault(name, List.of());
          if (before.isEmpty())
            verdicts.add(Verdict.notJudged(promise, "the baseline does not have that row"));
          else if (Math.min(before.size(), repetitions.size()) < FEWEST)
            verdicts.add(
                Verdict.notJudged(
                    promise, "noise is not known: run both with at least -Dload.repeat=3"));
          else verdicts.add(judge(promise, before, repetitions));
        });
    if (verdicts.isEmpty())
      verdicts.add(Verdict.notJudged("no slower than the baseline", "no row that tells"));
    return verdicts;
  }

  private static Verdict judge(
      String promise, List<Map<String, Double>> before, List<Map<String, Double>> now) {
    List<String> seen = new ArrayList<>();
    boolean worse = false;
    for (String figure : TIMES) worse |= compare(figure, 1, before, now, seen);
    worse |= compare(GOODPUT, -1, before, now, seen);
    return Verdict.of(promise, !worse, String.join(", ", seen));
  }

  private static boolean compare(
      String figure,
      int direction,
      List<Map<String, Double>> before,
      List<Map<String, Double>> now,
      List<String> seen) {
    double[] a = logs(figure, before);
    double[] b = logs(figure, now);
    if (a.length < FEWEST || b.length < FEWEST) return false;
    double change = direction * (Trend.median(b) - Trend.median(a));
    double error =
        Math.sqrt((squares(a) + squares(b)) / (a.length + b.length - 2))
            * Math.sqrt(1.0 / a.length + 1.0 / b.length);
    boolean worse = change > LEAST && change > ERRORS * error;
    seen.add(
        String.format(
            Locale.ROOT,
            "%s%s × %.2f ± %.2f",
            worse ? "WORSE: " : "",
            figure.replaceAll("_.*", ""),
            Math.exp(direction * change),
            2 * error));
    return worse;
  }

  private static double[] logs(String figure, List<Map<String, Double>> from) {
    return from.stream()
        .mapToDouble(repetition -> repetition.getOrDefault(figure, Double.NaN))
        .filter(value -> value > 0)
        .map(Math::log)
        .toArray();
  }

  /** Of the distances from the median. */
  private static double squares(double[] values) {
    double middle = Trend.median(values);
    return DoubleStream.of(values).map(v -> (v - middle) * (v - middle)).sum();
  }
}
