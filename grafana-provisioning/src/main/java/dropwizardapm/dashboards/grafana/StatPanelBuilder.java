package dropwizardapm.dashboards.grafana;

import java.util.List;
import java.util.Map;

/** One large figure: the last value. */
public final class StatPanelBuilder extends PanelBuilder<StatPanelBuilder> {
  public StatPanelBuilder() {
    super("stat");
    options.put("colorMode", "value");
    options.put("graphMode", "none");
    options.put("justifyMode", "auto");
    options.put("orientation", "auto");
    options.put("textMode", "auto");
    options.put(
        "reduceOptions", Map.of("calcs", List.of("lastNotNull"), "fields", "", "values", false));
    // Without steps of its own Grafana paints every value above 80 red: an uptime, for instance.
    thresholds("text");
    height(4).span(4);
  }

  @Override
  StatPanelBuilder self() {
    return this;
  }

  /** In grey: nothing is wrong while there is nothing yet. */
  @Override
  public StatPanelBuilder noValue(String text) {
    return super.noValue(text).mapNothing(text, "text");
  }

  /** The course over the time range, behind the figure. */
  public StatPanelBuilder sparkline() {
    options.put("graphMode", "area");
    return this;
  }

  /** Shows the legend in place of the value: for facts that sit in labels, such as a version. */
  public StatPanelBuilder showName() {
    options.put("textMode", "name");
    return this;
  }
}
