package dropwizardapm.dashboards.grafana;

/** A panel's place on the grid, which is 24 units wide; a unit of height is 30 pixels. */
public record GridPos(int h, int w, int x, int y) {
  static final int COLUMNS = 24;

  public GridPos {
    if (h < 1 || w < 1 || x < 0 || y < 0 || x + w > COLUMNS)
      throw new IllegalArgumentException(
          "h=%d w=%d x=%d y=%d does not fit a grid of %d columns".formatted(h, w, x, y, COLUMNS));
  }
}
