package dropwizardapm.dashboards.grafana;

import java.util.Map;

/** A histogram over time: the darker, the more values in that bucket. */
public final class HeatmapPanelBuilder extends PanelBuilder<HeatmapPanelBuilder> {
  public HeatmapPanelBuilder() {
    super("heatmap");
    options.put("calculate", false);
    options.put("cellGap", 1);
    // Buckets that got nothing stay blank.
    options.put("filterValues", Map.of("le", 1e-9));
    options.put("legend", Map.of("show", true));
    options.put("rowsFrame", Map.of("layout", "auto"));
    options.put(
        "color", Map.of("exponent", 0.5, "mode", "scheme", "scheme", "Oranges", "steps", 64));
  }

  @Override
  HeatmapPanelBuilder self() {
    return this;
  }

  /** The unit of the buckets' edges; {@link #unit} is that of the counts in them. */
  public HeatmapPanelBuilder edgeUnit(String unit) {
    options.put("yAxis", Map.of("axisPlacement", "left", "unit", unit));
    return this;
  }

  /** A query that gives one series per bucket edge. */
  public HeatmapPanelBuilder withBuckets(PrometheusQueryBuilder query) {
    return withTarget(query.format("heatmap").legendFormat("{{le}}"));
  }
}
