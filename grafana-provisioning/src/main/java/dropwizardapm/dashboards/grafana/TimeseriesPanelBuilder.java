package dropwizardapm.dashboards.grafana;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lines over time. */
public final class TimeseriesPanelBuilder extends PanelBuilder<TimeseriesPanelBuilder> {
  private final Function<String, List<SeriesStyle>> styles;

  /**
   * @param styles how the lines of a legend's format look, as {@code p95} or {@code {{status}}}
   */
  public TimeseriesPanelBuilder(Function<String, List<SeriesStyle>> styles) {
    super("timeseries");
    this.styles = styles;
    custom.put("drawStyle", "line");
    // Translucent areas over one another hide what lies below; only a stack is filled.
    custom.put("fillOpacity", 0);
    custom.put("lineWidth", 1);
    custom.put("showPoints", "never");
    // A gap is a fact: nothing was measured. A line drawn across it would hide an outage.
    custom.put("spanNulls", false);
    options.put("tooltip", Map.of("mode", "multi", "sort", "desc"));
    // A table below, a line for each series, leaves the graph half of the panel. A list wraps.
    options.put(
        "legend",
        Map.of(
            "calcs",
            List.of("lastNotNull"),
            "displayMode",
            "list",
            "placement",
            "bottom",
            "showLegend",
            true));
    min(0);
  }

  @Override
  TimeseriesPanelBuilder self() {
    return this;
  }

  @Override
  public TimeseriesPanelBuilder withTarget(PrometheusQueryBuilder query) {
    styles.apply(query.legendFormat()).forEach(style -> override(style.override()));
    return super.withTarget(query);
  }

  /**
   * The axis reaches at least this far, and further where values do. Without it Grafana draws
   * nothing but zeros on an axis up to 100, which for a share is 10 000 %.
   */
  public TimeseriesPanelBuilder softMax(double value) {
    custom.put("axisSoftMax", value);
    return this;
  }

  /** The axis ends there, as at 100 % of something that cannot be more. */
  @Override
  public TimeseriesPanelBuilder max(double max) {
    custom.remove("axisSoftMax");
    return super.max(max);
  }

  /**
   * For what lies decades apart on a good and on a bad day. The ends are fixed: these axes know no
   * soft ones.
   */
  public TimeseriesPanelBuilder logarithmic(double min, double max) {
    custom.put("scaleDistribution", Map.of("type", "log", "log", 10));
    return min(min).max(max);
  }

  /** For what can be negative: the axis begins at 0 unless values lie below. */
  public TimeseriesPanelBuilder belowZero() {
    defaults.remove("min");
    custom.put("axisSoftMin", 0.0);
    return this;
  }

  /** The parts of a whole stand on one another, so that the top is their sum. */
  public TimeseriesPanelBuilder stacked() {
    custom.put("stacking", Map.of("group", "A", "mode", "normal"));
    custom.put("fillOpacity", 40);
    return this;
  }

  /**
   * A dashed line at a limit that nobody can move; the axis always shows it. An alert's threshold
   * is a series.
   */
  public TimeseriesPanelBuilder limit(double value) {
    custom.put("thresholdsStyle", Map.of("mode", "dashed"));
    if (!defaults.containsKey("max")) softMax(1.25 * value);
    return thresholds("green", new Threshold("red", value));
  }
}
