package dropwizardapm.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds a dashboard. Panels flow from left to right and wrap, so they cannot overlap; ids count up
 * in the order of the panels, so links to a panel hold as long as new ones come last.
 */
public final class DashboardBuilder {
  /**
   * The schema of Grafana 9.4, the oldest we serve. A newer Grafana brings an older schema up to
   * its own when it loads; an older one cannot go down. So the oldest is the only number that all
   * of 9.4 to 12 accept.
   */
  static final int SCHEMA_VERSION = 37;

  private static final int SHARED_CROSSHAIR = 1;

  private final String title;
  private final List<Panel> panels = new ArrayList<>();
  private final List<Variable> variables = new ArrayList<>();
  private final List<AnnotationQuery> annotations = new ArrayList<>();
  private final List<DashboardLink> links = new ArrayList<>();
  private final FlowLayout flow = new FlowLayout();
  private String uid = "";
  private String description = "";
  private List<String> tags = List.of();
  private int lastId;

  public DashboardBuilder(String title) {
    this.title = title;
  }

  /** Part of the dashboard's address, so it never changes. */
  public DashboardBuilder uid(String uid) {
    this.uid = uid;
    return this;
  }

  public DashboardBuilder description(String description) {
    this.description = description.strip();
    return this;
  }

  public DashboardBuilder tags(String... tags) {
    this.tags = List.of(tags);
    return this;
  }

  public DashboardBuilder withVariable(Variable variable) {
    variables.add(variable);
    return this;
  }

  public DashboardBuilder annotation(AnnotationQuery annotation) {
    annotations.add(annotation);
    return this;
  }

  public DashboardBuilder link(DashboardLink link) {
    links.add(link);
    return this;
  }

  public DashboardBuilder withPanel(PanelBuilder<?> panel) {
    panels.add(panel.build(++lastId, flow.place(panel.height(), panel.span())));
    return this;
  }

  /** A heading over the panels that follow. */
  public DashboardBuilder withRow(String title) {
    panels.add(row(title, false, List.of()));
    return this;
  }

  /** Panels that query nothing until a reader opens the row. */
  public DashboardBuilder withCollapsedRow(String title, List<? extends PanelBuilder<?>> hidden) {
    int id = ++lastId;
    GridPos heading = flow.row();
    FlowLayout inside = flow.below();
    List<Panel> built = new ArrayList<>();
    for (PanelBuilder<?> panel : hidden)
      built.add(panel.build(++lastId, inside.place(panel.height(), panel.span())));
    panels.add(row(id, title, heading, true, built));
    return this;
  }

  public Dashboard build() {
    return new Dashboard(
        new Dashboard.Annotations(List.copyOf(annotations)),
        description,
        false,
        SHARED_CROSSHAIR,
        List.copyOf(links),
        List.copyOf(panels),
        // Twice the scrape interval: reloading faster than values arrive only costs queries.
        "30s",
        SCHEMA_VERSION,
        tags,
        new Dashboard.Templating(List.copyOf(variables)),
        new Dashboard.TimeRange("now-1h", "now"),
        "browser",
        title,
        uid);
  }

  private Panel row(String title, boolean collapsed, List<Panel> inside) {
    return row(++lastId, title, flow.row(), collapsed, inside);
  }

  private static Panel row(
      int id, String title, GridPos at, boolean collapsed, List<Panel> inside) {
    return new Panel(
        id, "row", title, null, at, null, null, null, null, null, collapsed, List.copyOf(inside));
  }
}
