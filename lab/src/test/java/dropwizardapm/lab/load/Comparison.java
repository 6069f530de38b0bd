package dropwizardapm.lab.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Overloads in turns with a load that just fills the service, so that what the machine loses to
 * others in the meantime falls on both.
 */
final class Comparison {
  private static final String HEAD =
      """
      | × capacity | offered/s | answered/s | of the peak: requests | work | p99 ms of n = 5, 20 | p99 ms of /health | generator late, p99 ms | noise |
      |---|---|---|---|---|---|---|---|---|
      """;

  private final List<Step> peaks = new ArrayList<>();
  private final List<Step> overloads = new ArrayList<>();

  /** To be called first, last, and between two overloads. */
  void peak(Step step) {
    peaks.add(step);
  }

  void overload(Step step) {
    overloads.add(step);
  }

  List<Step> overloads() {
    return overloads;
  }

  /** What is left of the peak at a load, the median of all rounds. */
  double kept(double factor, ToDoubleFunction<Step> goodput) {
    return median(factor, step -> kept(step, goodput));
  }

  /** Of all rounds at a load. */
  double median(double factor, ToDoubleFunction<Step> value) {
    return Median.of(
        overloads.stream().filter(step -> step.factor() == factor).mapToDouble(value).toArray());
  }

  /** Against the mean of the peaks before and after it. */
  private double kept(Step overload, ToDoubleFunction<Step> goodput) {
    int i = overloads.indexOf(overload);
    double before = goodput.applyAsDouble(peaks.get(i));
    double after = goodput.applyAsDouble(peaks.get(i + 1));
    return goodput.applyAsDouble(overload) / ((before + after) / 2);
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder(HEAD);
    for (int i = 0; i < overloads.size(); i++) {
      row(table, peaks.get(i), "", "");
      Step step = overloads.get(i);
      row(table, step, percent(kept(step, Step::goodput)), percent(kept(step, Step::work)));
    }
    row(table, peaks.getLast(), "", "");
    return table.toString();
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }

  private static void row(StringBuilder table, Step step, String goodput, String work) {
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %.1f | %s | %s | %.1f | %.1f | %.1f | %.2f |%n",
            step.factor(),
            step.result().offered(),
            step.goodput(),
            goodput,
            work,
            step.smallMillis(),
            step.healthMillis(),
            step.result().lagMillis(0.99),
            step.noise()));
  }
}
