package dropwizardapm.load.verdict;

import dropwizardapm.load.result.StepResult;
import java.util.Locale;

/** How messages name rows and figures. */
final class Rows {
  private Rows() {}

  static String name(StepResult row) {
    return name(row.title(), row.offeredRps());
  }

  static String name(String title, int offeredRps) {
    if (offeredRps == 0) return title;
    String rate = offeredRps + " RPS";
    return title.isEmpty() ? rate : title + " (" + rate + ")";
  }

  static String number(double value) {
    if (value == Math.rint(value)) return String.format(Locale.ROOT, "%.0f", value);
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }
}
