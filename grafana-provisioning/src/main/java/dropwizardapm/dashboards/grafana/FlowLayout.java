package dropwizardapm.dashboards.grafana;

/** Places panels from left to right; a line is as high as its highest panel. */
final class FlowLayout {
  private int x;
  private int y;
  private int lineHeight;

  GridPos place(int height, int width) {
    if (x + width > GridPos.COLUMNS) newLine();
    GridPos pos = new GridPos(height, width, x, y);
    x += width;
    lineHeight = Math.max(lineHeight, height);
    return pos;
  }

  /** A heading across the whole width. */
  GridPos row() {
    if (x > 0) newLine();
    GridPos pos = new GridPos(1, GridPos.COLUMNS, 0, y);
    y += 1;
    return pos;
  }

  /** The flow inside a collapsed row, which takes no room in its parent. */
  FlowLayout below() {
    FlowLayout inside = new FlowLayout();
    inside.y = y;
    return inside;
  }

  private void newLine() {
    x = 0;
    y += lineHeight;
    lineHeight = 0;
  }
}
