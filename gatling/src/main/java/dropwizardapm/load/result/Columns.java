package dropwizardapm.load.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What a row shows. Tables, CSV and JSON have the same columns. */
final class Columns {
  /**
   * A column.
   *
   * @param title for people
   * @param key for machines
   * @param value a number, NaN where nothing was measured; a text, or a truth
   */
  record Column(String title, String key, Function<StepResult, Object> value) {
    String cell(StepResult row) {
      return switch (value.apply(row)) {
        case Double number -> number(number);
        case Boolean truth -> truth ? title : "";
        case Object other -> other.toString();
      };
    }
  }

  private Columns() {}

  /** Those that apply to at least one of the rows. */
  static List<Column> of(List<StepResult> rows) {
    List<Column> columns = new ArrayList<>();
    if (rows.stream().anyMatch(row -> !row.title().isEmpty()))
      columns.add(new Column("step", "step", StepResult::title));
    columns.add(new Column("offered RPS", "offered_rps", Columns::offered));
    columns.add(number("achieved RPS", "achieved_rps", StepResult::achievedRps));
    columns.add(number("goodput RPS", "goodput_rps", StepResult::goodputRps));
    columns.add(number("mean ms", "mean_ms", row -> row.latencies().mean()));
    columns.add(number("p50 ms", "p50_ms", row -> row.latencies().p50()));
    columns.add(number("p95 ms", "p95_ms", row -> row.latencies().p95()));
    columns.add(number("p99 ms", "p99_ms", row -> row.latencies().p99()));
    columns.add(number("max ms", "max_ms", row -> row.latencies().max()));
    columns.add(new Column("OK", "ok", StepResult::ok));
    columns.add(new Column("rejected", "rejected", StepResult::rejected));
    columns.add(new Column("errors", "errors", StepResult::errors));
    columns.add(number("error %", "error_percent", StepResult::errorPercent));
    rows.stream()
        .flatMap(row -> row.figures().keySet().stream())
        .distinct()
        .forEach(key -> columns.add(number(key.replace('_', ' '), key, row -> row.figure(key))));
    columns.add(new Column("generator-bound", "generator_bound", StepResult::generatorBound));
    return columns;
  }

  private static Object offered(StepResult row) {
    return row.offeredRps() == 0 ? Double.NaN : (Object) row.offeredRps();
  }

  private static Column number(String title, String key, ToDoubleFunction<StepResult> value) {
    return new Column(title, key, value::applyAsDouble);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) return "-";
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }
}
