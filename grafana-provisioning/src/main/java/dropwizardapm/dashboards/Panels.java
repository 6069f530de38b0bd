package dropwizardapm.dashboards;

import dropwizardapm.dashboards.grafana.StatPanelBuilder;
import dropwizardapm.dashboards.grafana.StateTimelinePanelBuilder;
import dropwizardapm.dashboards.grafana.Threshold;
import dropwizardapm.dashboards.grafana.TimeseriesPanelBuilder;
import java.util.Map;

/** The kinds of panel that all dashboards are made of. */
final class Panels {
  /**
   * How far an axis reaches on a day without any load or trouble, by its unit. More where there is
   * more to see: these only keep nothing from looking like a mountain.
   */
  private static final Map<String, Double> QUIET =
      Map.of(
          "reqps", 1.0,
          "ops", 1.0,
          "pps", 1.0,
          "percent", 5.0,
          "percentunit", 0.1,
          "s", 0.1,
          "short", 5.0,
          "bytes", 64.0 * 1024 * 1024,
          "Bps", 100_000.0);

  private Panels() {}

  static TimeseriesPanelBuilder lines(String title, String description, String unit) {
    Double quiet = QUIET.get(unit);
    if (quiet == null)
      throw new IllegalArgumentException(title + ": no quiet day in QUIET for the unit " + unit);
    return new TimeseriesPanelBuilder(Palette::styles)
        .title(title)
        .description(description)
        .unit(unit)
        .softMax(quiet);
  }

  /**
   * Response times. 5 ms is a good day, and the promise of 1 s has to be in sight: on a linear axis
   * the one would lie flat below the other. The last bucket ends at 60 s.
   */
  static TimeseriesPanelBuilder latencies(String title, String description) {
    return lines(title, description, "s")
        .logarithmic(0.001, 60)
        .noValue("no requests in this time");
  }

  /** Bands of 0 and 1, each with its word and colour. */
  static StateTimelinePanelBuilder states(
      String title,
      String description,
      String zero,
      String zeroColor,
      String one,
      String oneColor) {
    return new StateTimelinePanelBuilder()
        .title(title)
        .description(description)
        .unit("short")
        .thresholds(zeroColor, new Threshold(oneColor, 1.0))
        .mapZeroAndOne(zero, zeroColor, one, oneColor);
  }

  /**
   * @param nothing shown while there is no value: what is waited for
   */
  static StatPanelBuilder figure(String title, String description, String unit, String nothing) {
    return new StatPanelBuilder().title(title).description(description).unit(unit).noValue(nothing);
  }
}
