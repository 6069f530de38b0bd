package dropwizardapm.dashboards.grafana;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all panels share.
 *
 * @param <B> the concrete builder, so that calls chain
 */
public abstract class PanelBuilder<B extends PanelBuilder<B>> {
  private final String type;
  private final List<Target> targets = new ArrayList<>();
  private final List<FieldConfig.FieldOverride> overrides = new ArrayList<>();
  private final List<Transformation> transformations = new ArrayList<>();
  private final List<Map<String, Object>> mappings = new ArrayList<>();
  private String title = "";
  private String description = "";
  private int height = 8;
  private int span = 8;

  /** Grafana's {@code fieldConfig.defaults}. */
  protected final Map<String, Object> defaults = new TreeMap<>();

  /** Grafana's {@code fieldConfig.defaults.custom}: what only this type of panel understands. */
  protected final Map<String, Object> custom = new TreeMap<>();

  protected final Map<String, Object> options = new TreeMap<>();

  PanelBuilder(String type) {
    this.type = type;
  }

  abstract B self();

  public B title(String title) {
    this.title = title;
    return self();
  }

  /** What the panel answers and how to read it; shown behind the panel's "i". */
  public B description(String description) {
    this.description = description.strip();
    return self();
  }

  /** Grafana's unit id: s, percent, reqps, bytes, short … */
  public B unit(String unit) {
    defaults.put("unit", unit);
    return self();
  }

  public B min(double min) {
    defaults.put("min", min);
    return self();
  }

  public B max(double max) {
    defaults.put("max", max);
    return self();
  }

  public B decimals(int decimals) {
    defaults.put("decimals", decimals);
    return self();
  }

  /** Shown in place of "No data": why there is nothing, and what is waited for. */
  public B noValue(String text) {
    defaults.put("noValue", text);
    return self();
  }

  /** Text and colour of what has no value; else it takes the colour of the lowest threshold. */
  final B mapNothing(String text, String color) {
    mappings.add(
        Map.of(
            "type",
            "special",
            "options",
            Map.of("match", "null+nan", "result", Map.of("color", color, "text", text))));
    return self();
  }

  /** Grid units of 30 pixels. */
  public B height(int height) {
    this.height = height;
    return self();
  }

  /** Width in grid columns of 24. */
  public B span(int span) {
    this.span = span;
    return self();
  }

  /** The colour below the first step, then the steps upwards. */
  public B thresholds(String base, Threshold... steps) {
    List<Threshold> all = new ArrayList<>(List.of(Threshold.base(base)));
    all.addAll(Arrays.asList(steps));
    defaults.put("thresholds", Map.of("mode", "absolute", "steps", all));
    return self();
  }

  /** Words for values: text and colour of 0 and 1. */
  public B mapZeroAndOne(String zero, String zeroColor, String one, String oneColor) {
    Map<String, Object> words =
        Map.of(
            "0", Map.of("color", zeroColor, "text", zero),
            "1", Map.of("color", oneColor, "text", one));
    mappings.add(Map.of("type", "value", "options", words));
    return self();
  }

  /** Properties by Grafana's property id, such as {@code unit} or {@code color}, for one field. */
  public B overrideByName(String field, Map<String, Object> properties) {
    return override(FieldConfig.FieldOverride.byName(field, properties));
  }

  final B override(FieldConfig.FieldOverride override) {
    if (!overrides.contains(override)) overrides.add(override);
    return self();
  }

  public B withTarget(PrometheusQueryBuilder query) {
    targets.add(query.build(String.valueOf((char) ('A' + targets.size()))));
    return self();
  }

  final B withTransformation(Transformation transformation) {
    transformations.add(transformation);
    return self();
  }

  final int span() {
    return span;
  }

  final int height() {
    return height;
  }

  final Panel build(int id, GridPos gridPos) {
    if (!custom.isEmpty()) defaults.put("custom", custom);
    if (!mappings.isEmpty()) defaults.put("mappings", List.copyOf(mappings));
    return new Panel(
        id,
        type,
        title,
        description,
        gridPos,
        DataSourceRef.SELECTED,
        List.copyOf(targets),
        new FieldConfig(defaults, List.copyOf(overrides)),
        options,
        transformations.isEmpty() ? null : List.copyOf(transformations),
        null,
        null);
  }
}
