package dropwizardapm.load.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows a run as a table: aligned Markdown, which reads as well in a terminal, and CSV. */
public final class ResultTable {
  private record Column(String title, String key, Function<StepResult, String> cell) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("offered RPS", "offered_rps", s -> String.valueOf(s.offeredRps())),
          new Column("achieved RPS", "achieved_rps", s -> number(s.achievedRps())),
          new Column("goodput RPS", "goodput_rps", s -> number(s.goodputRps())),
          new Column("mean ms", "mean_ms", s -> number(s.latencies().mean())),
          new Column("p50 ms", "p50_ms", s -> number(s.latencies().p50())),
          new Column("p95 ms", "p95_ms", s -> number(s.latencies().p95())),
          new Column("p99 ms", "p99_ms", s -> number(s.latencies().p99())),
          new Column("OK", "ok", s -> String.valueOf(s.ok())),
          new Column("rejected", "rejected", s -> String.valueOf(s.rejected())),
          new Column("errors", "errors", s -> String.valueOf(s.errors())),
          new Column("error %", "error_percent", s -> number(s.errorPercent())),
          new Column("", "generator_bound", s -> s.generatorBound() ? "generator-bound" : ""));

  private ResultTable() {}

  /** The table with what one must know to read it. */
  public static String markdown(RunResult run) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Load test %s: %s, %d s per step"
            .formatted(run.profile(), run.target(), run.stepSeconds()));
    lines.add("");
    lines.addAll(table(run.steps()));
    lines.add("");
    lines.add(
        "Times are those of OK answers. Rejected = 503, on purpose; error % counts rejected and errors.");
    Capacity ceiling = run.ceiling();
    if (ceiling != null)
      lines.add(
          String.format(
              Locale.ROOT,
              "Ceiling by arithmetic: %d workers / %.2f ms of computation each = %.0f RPS.",
              ceiling.workers(),
              ceiling.millis(),
              ceiling.rps()));
    if (run.steps().stream().anyMatch(StepResult::generatorBound))
      lines.add(
          "generator-bound: less than 98 % of the offered rate was sent. The row shows the generator's limit, not the service's.");
    if (run.sameMachine())
      lines.add(
          "Generator and service share this machine's cores: compare runs with one another, do not take them as absolute.");
    return String.join("\n", lines) + "\n";
  }

  /** One line per step under a header; numbers with a dot, empty where nothing was measured. */
  public static String csv(RunResult run) {
    return run.steps().stream()
        .map(step -> COLUMNS.stream().map(c -> csvCell(c, step)).collect(Collectors.joining(",")))
        .collect(
            Collectors.joining(
                "\n",
                COLUMNS.stream().map(Column::key).collect(Collectors.joining(",")) + "\n",
                "\n"));
  }

  private static String csvCell(Column column, StepResult step) {
    if (column.key().equals("generator_bound")) return String.valueOf(step.generatorBound());
    String cell = column.cell().apply(step);
    return cell.equals("-") ? "" : cell;
  }

  private static List<String> table(List<StepResult> steps) {
    List<StringBuilder> lines = new ArrayList<>();
    for (int i = 0; i < steps.size() + 2; i++) lines.add(new StringBuilder("|"));
    for (Column column : COLUMNS) {
      if (column.title().isEmpty() && steps.stream().noneMatch(StepResult::generatorBound))
        continue;
      List<String> cells = steps.stream().map(column.cell()).toList();
      int width =
          Math.max(
              3,
              cells.stream().mapToInt(String::length).reduce(column.title().length(), Math::max));
      append(lines.get(0), column.title(), width);
      lines.get(1).append("-".repeat(width + 1)).append(":|");
      for (int i = 0; i < cells.size(); i++) append(lines.get(i + 2), cells.get(i), width);
    }
    return lines.stream().map(StringBuilder::toString).toList();
  }

  private static void append(StringBuilder line, String cell, int width) {
    line.append(' ').append(" ".repeat(width - cell.length())).append(cell).append(" |");
  }

  private static String number(double value) {
    if (Double.isNaN(value)) return "-";
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }
}
