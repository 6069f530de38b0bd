package dropwizardapm.load.result;

import dropwizardapm.load.result.Columns.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a run as a table: aligned Markdown, which reads as well in a terminal, and CSV. */
public final class ResultTable {
  private ResultTable() {}

  /** The table with what one must know to read it. */
  public static String markdown(RunResult run) {
    List<String> lines = new ArrayList<>();
    lines.add("Load test %s: %s".formatted(run.profile(), run.target()));
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
    if (!run.conclusion().isEmpty()) lines.addAll(List.of("", run.conclusion()));
    if (!run.verdicts().isEmpty()) lines.add("");
    run.verdicts().forEach(verdict -> lines.add("- " + verdict));
    return String.join("\n", lines) + "\n";
  }

  /** One line per step under a header; numbers with a dot, empty where nothing was measured. */
  public static String csv(RunResult run) {
    List<Column> columns = Columns.of(run.steps());
    return run.steps().stream()
        .map(step -> columns.stream().map(c -> csvCell(c, step)).collect(Collectors.joining(",")))
        .collect(
            Collectors.joining(
                "\n",
                columns.stream().map(Column::key).collect(Collectors.joining(",")) + "\n",
                "\n"));
  }

  private static String csvCell(Column column, StepResult step) {
    if (column.value().apply(step) instanceof Boolean truth) return truth.toString();
    String cell = column.cell(step);
    return cell.equals("-") ? "" : cell;
  }

  private static List<String> table(List<StepResult> steps) {
    List<StringBuilder> lines = new ArrayList<>();
    for (int i = 0; i < steps.size() + 2; i++) lines.add(new StringBuilder("|"));
    for (Column column : Columns.of(steps)) {
      List<String> cells = steps.stream().map(column::cell).toList();
      if (cells.stream().allMatch(String::isEmpty)) continue;
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
}
