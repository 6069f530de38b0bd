package dropwizardapm.load.verdict;

import dropwizardapm.load.result.StepResult;
import dropwizardapm.load.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every row must meet, such as {@code p95<1s,ok>99%}. */
public record Requirements(List<Requirement> all) {
  /** An example and what there is, for messages. */
  public static final String ALLOWED =
      "bounds such as p95<1s,ok>99%%: %s with ms or s; ok, rejected, errors with %%; goodput with nothing"
          .formatted("mean, p50, p95, p99, max");

  private static final Pattern ONE =
      Pattern.compile("\\s*([a-z0-9]+)\\s*(<=|>=|<|>)\\s*(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|%|)\\s*");

  private static final Map<String, ToDoubleFunction<StepResult>> MILLIS =
      Map.of(
          "mean", row -> row.latencies().mean(),
          "p50", row -> row.latencies().p50(),
          "p95", row -> row.latencies().p95(),
          "p99", row -> row.latencies().p99(),
          "max", row -> row.latencies().max());

  private static final Map<String, ToDoubleFunction<StepResult>> PERCENT =
      Map.of(
          "ok", row -> percent(row.ok(), row),
          "rejected", row -> percent(row.rejected(), row),
          "errors", row -> percent(row.errors(), row));

  /** A bound. */
  public record Requirement(String figure, String relation, double bound, String unit) {
    private double value(StepResult row) {
      if (MILLIS.containsKey(figure))
        return MILLIS.get(figure).applyAsDouble(row) / (unit.equals("s") ? 1000 : 1);
      return PERCENT.getOrDefault(figure, StepResult::goodputRps).applyAsDouble(row);
    }

    private boolean holds(double value) {
      return switch (relation) {
        case "<" -> value < bound;
        case "<=" -> value <= bound;
        case ">" -> value > bound;
        default -> value >= bound;
      };
    }

    private boolean isKnown() {
      if (MILLIS.containsKey(figure)) return unit.equals("ms") || unit.equals("s");
      if (PERCENT.containsKey(figure)) return unit.equals("%");
      return figure.equals("goodput") && unit.isEmpty();
    }

    @Override
    public String toString() {
      return figure + relation + Rows.number(bound) + unit;
    }
  }

  public Requirements {
    all = List.copyOf(all);
  }

  /** Reads them; null where that is not possible. */
  public static @Nullable Requirements parse(String text) {
    List<Requirement> all = new ArrayList<>();
    if (text.isEmpty()) return new Requirements(all);
    for (String part : text.split(",", -1)) {
      Matcher m = ONE.matcher(part);
      if (!m.matches()) return null;
      Requirement one =
          new Requirement(m.group(1), m.group(2), Double.parseDouble(m.group(3)), m.group(4));
      if (!one.isKnown()) return null;
      all.add(one);
    }
    return new Requirements(all);
  }

  /** One verdict each. A row that only shows the generator's limit is left out. */
  public List<Verdict> judge(List<StepResult> rows) {
    List<StepResult> judged = rows.stream().filter(row -> !row.generatorBound()).toList();
    return all.stream().map(one -> judge(one, judged, rows.size() - judged.size())).toList();
  }

  private static Verdict judge(Requirement one, List<StepResult> rows, int leftOut) {
    if (rows.isEmpty()) return Verdict.notJudged(one.toString(), "no row that tells");
    String seen =
        rows.stream()
            .filter(row -> !one.holds(one.value(row)))
            .map(row -> "%s: %s".formatted(Rows.name(row), Rows.number(one.value(row)) + one.unit))
            .collect(Collectors.joining(", "));
    String aside = leftOut == 0 ? "" : ", %d generator-bound left out".formatted(leftOut);
    return seen.isEmpty()
        ? Verdict.of(one.toString(), true, rows.size() + " rows" + aside)
        : Verdict.of(one.toString(), false, one.figure + " at " + seen + aside);
  }

  private static double percent(int part, StepResult row) {
    int ended = row.ok() + row.rejected() + row.errors();
    return ended == 0 ? Double.NaN : 100.0 * part / ended;
  }
}
