package dropwizardapm.load.result;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A run as Prometheus reads it from a file. Names, labels and help are those of docs/metrics.md; a
 * test of the module lab compares.
 */
public final class RunText {
  private final StringBuilder text = new StringBuilder();
  private final String runId;

  private RunText(String runId) {
    this.runId = runId;
  }

  /**
   * All there is to say so far.
   *
   * @param revision of the service under test, as it says itself
   * @param steps those that have begun; the last one is under way while the run is
   */
  public static String of(
      String runId, String profile, String revision, boolean running, List<StepResult> steps) {
    RunText run = new RunText(runId);
    run.head("loadtest_running", "Whether the load test is under way: 1 yes, 0 no longer.");
    run.line("loadtest_running", "profile=\"" + profile + "\"", running ? 1 : 0);
    run.head("loadtest_info", "A load test and what it tested.");
    run.line("loadtest_info", "profile=\"%s\",revision=\"%s\"".formatted(profile, revision), 1);
    run.head("loadtest_step_running", "Whether the step is under way: 1 yes, 0 no longer.");
    for (int i = 0; i < steps.size(); i++)
      run.line("loadtest_step_running", step(i), running && i == steps.size() - 1 ? 1 : 0);
    run.steps(
        "target_rps",
        "Requests per second that the step set out to send.",
        steps,
        StepResult::offeredRps);
    run.steps(
        "achieved_rps",
        "Requests per second that the step really sent.",
        steps,
        StepResult::achievedRps);
    run.steps(
        "goodput_rps",
        "Requests per second that were answered with 200.",
        steps,
        StepResult::goodputRps);
    run.steps(
        "error_ratio",
        "Share of the step's requests that ended in anything but 200.",
        steps,
        result -> result.errorPercent() / 100);
    run.latencies(steps);
    return run.text.toString();
  }

  /**
   * What a run has found out, for as long as none has found out better.
   *
   * @param service its job in Prometheus
   */
  public static String knee(String runId, String service, int rps) {
    RunText run = new RunText(runId);
    run.head(
        "loadtest_knee_rps",
        "Highest rate that one host of the service sustained in the last run that looked for it, in requests per second.");
    run.line("loadtest_knee_rps", "service=\"" + service + "\"", rps);
    return run.text.toString();
  }

  private void steps(
      String what, String help, List<StepResult> steps, ToDoubleFunction<StepResult> value) {
    head("loadtest_step_" + what, help);
    for (int i = 0; i < steps.size(); i++)
      line("loadtest_step_" + what, step(i), value.applyAsDouble(steps.get(i)));
  }

  private void latencies(List<StepResult> steps) {
    String name = "loadtest_step_latency_seconds";
    head(
        name,
        "Response time of the requests answered with 200, as the caller sees it, in seconds.");
    for (int i = 0; i < steps.size(); i++) {
      Latencies millis = steps.get(i).latencies();
      if (Double.isNaN(millis.mean())) continue;
      line(name, step(i) + ",quantile=\"0.5\"", millis.p50() / 1e3);
      line(name, step(i) + ",quantile=\"0.95\"", millis.p95() / 1e3);
      line(name, step(i) + ",quantile=\"0.99\"", millis.p99() / 1e3);
    }
  }

  /** Two digits, so that steps sort as they came. */
  private static String step(int index) {
    return "step=\"%02d\"".formatted(index + 1);
  }

  private void head(String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }

  private void line(String name, String labels, double value) {
    text.append("%s{run_id=\"%s\",%s} ".formatted(name, runId, labels))
        .append(Math.round(value * 1e6) / 1e6)
        .append('\n');
  }
}
