package dropwizardapm.dashboards.grafana;

import java.util.List;
import java.util.Map;

/** Lines over time. */
public final class TimeseriesPanelBuilder extends PanelBuilder<TimeseriesPanelBuilder> {
  public TimeseriesPanelBuilder() {
    super("timeseries");
    custom.put("drawStyle", "line");
    custom.put("fillOpacity", 10);
    custom.put("lineWidth", 1);
    custom.put("showPoints", "never");
    // A gap is a fact: nothing was measured. A line drawn across it would hide an outage.
    custom.put("spanNulls", false);
    options.put("tooltip", Map.of("mode", "multi", "sort", "desc"));
    legend("lastNotNull", "max");
    min(0);
  }

  @Override
  TimeseriesPanelBuilder self() {
    return this;
  }

  /** The figures beside each line's name, by Grafana's reducer ids. */
  public TimeseriesPanelBuilder legend(String... calcs) {
    options.put(
        "legend",
        Map.of(
            "calcs",
            List.of(calcs),
            "displayMode",
            "table",
            "placement",
            "bottom",
            "showLegend",
            true));
    return this;
  }

  /** Lines stand on one another, so that the top is their sum. */
  public TimeseriesPanelBuilder stacked() {
    custom.put("stacking", Map.of("group", "A", "mode", "normal"));
    custom.put("fillOpacity", 40);
    return this;
  }

  /** A dashed line at a limit, most often an alert's threshold. */
  public TimeseriesPanelBuilder limit(double value) {
    custom.put("thresholdsStyle", Map.of("mode", "dashed"));
    return thresholds("green", new Threshold("red", value));
  }
}
