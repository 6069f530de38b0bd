package dropwizardapm.load.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dropwizardapm.load.result.Columns.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run for machines: JSON, and JUnit's XML for pipelines. */
public final class ResultFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ResultFiles() {}

  /** Everything, also second by second. */
  public static String json(RunResult run) {
    ObjectNode root = JSON.createObjectNode();
    root.put("profile", run.profile()).put("target", run.target());
    root.put("same_machine", run.sameMachine());
    Capacity ceiling = run.ceiling();
    if (ceiling != null)
      root.putObject("ceiling")
          .put("workers", ceiling.workers())
          .put("computation_ms", ceiling.millis())
          .put("rps", ceiling.rps());
    root.put("conclusion", run.conclusion());
    ArrayNode verdicts = root.putArray("verdicts");
    run.verdicts()
        .forEach(
            v ->
                verdicts
                    .addObject()
                    .put("promise", v.promise())
                    .put("state", v.state().name().toLowerCase(Locale.ROOT))
                    .put("text", v.text()));
    ArrayNode steps = root.putArray("steps");
    List<Column> columns = Columns.of(run.steps());
    run.steps().forEach(step -> step(steps.addObject(), columns, step));
    return root.toPrettyString() + "\n";
  }

  private static void step(ObjectNode node, List<Column> columns, StepResult step) {
    node.put("begin", step.begin().toString()).put("end", step.end().toString());
    for (Column column : columns)
      switch (column.value().apply(step)) {
        case Double number when Double.isNaN(number) -> node.putNull(column.key());
        case Double number -> node.put(column.key(), rounded(number));
        case Integer number -> node.put(column.key(), number);
        case Boolean truth -> node.put(column.key(), truth);
        case Object other -> node.put(column.key(), other.toString());
      }
    ArrayNode seconds = node.putArray("seconds");
    for (Second second : step.seconds()) {
      ObjectNode each =
          seconds
              .addObject()
              .put("ok", second.ok())
              .put("rejected", second.rejected())
              .put("errors", second.errors());
      if (second.ok() > 0)
        each.put("p50_ms", rounded(second.latencies().p50()))
            .put("p95_ms", rounded(second.latencies().p95()));
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }

  /** A test case for each step and each verdict. */
  public static String junit(RunResult run) {
    List<String> cases = new ArrayList<>();
    for (StepResult step : run.steps())
      cases.add(testcase(name(step), step.generatorBound() ? skipped("generator-bound") : ""));
    for (Verdict verdict : run.verdicts())
      cases.add(
          testcase(
              verdict.promise(),
              switch (verdict.state()) {
                case PASSED -> "";
                case FAILED -> "<failure message=\"%s\"/>".formatted(escaped(verdict.text()));
                case NOT_JUDGED -> skipped(verdict.text());
              }));
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="load %s" tests="%d" failures="%d" skipped="%d">
        %s
        </testsuite>
        """
        .formatted(
            escaped(run.profile()),
            cases.size(),
            count(cases, "<failure"),
            count(cases, "<skipped"),
            cases.stream().map("  "::concat).collect(Collectors.joining("\n")));
  }

  private static String name(StepResult step) {
    if (step.offeredRps() == 0) return step.title();
    return "%d RPS %s".formatted(step.offeredRps(), step.title()).strip();
  }

  private static String testcase(String name, String inside) {
    return "<testcase classname=\"load\" name=\"%s\">%s</testcase>"
        .formatted(escaped(name), inside);
  }

  private static String skipped(String why) {
    return "<skipped message=\"%s\"/>".formatted(escaped(why));
  }

  private static long count(List<String> cases, String what) {
    return cases.stream().filter(c -> c.contains(what)).count();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
