package dropwizardapm.dashboards.grafana;

import java.util.Map;

/**
 * A band for each series whose colour is its state: where lines at 0 and 1 would hide each other.
 */
public final class StateTimelinePanelBuilder extends PanelBuilder<StateTimelinePanelBuilder> {
  public StateTimelinePanelBuilder() {
    super("state-timeline");
    custom.put("fillOpacity", 70);
    custom.put("lineWidth", 0);
    options.put("alignValue", "left");
    options.put("mergeValues", true);
    options.put("rowHeight", 0.8);
    options.put("showValue", "never");
    options.put(
        "legend", Map.of("displayMode", "list", "placement", "bottom", "showLegend", false));
    options.put("tooltip", Map.of("mode", "single", "sort", "none"));
  }

  @Override
  StateTimelinePanelBuilder self() {
    return this;
  }
}
