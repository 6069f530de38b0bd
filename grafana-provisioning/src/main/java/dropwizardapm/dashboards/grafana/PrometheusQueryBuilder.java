package dropwizardapm.dashboards.grafana;

/** Builds one query; the panel gives it its letter. */
public final class PrometheusQueryBuilder {
  private String expr = "";
  private String legendFormat = "";
  private String format = "time_series";
  private boolean exemplar;
  private boolean instant;

  public PrometheusQueryBuilder expr(String expr) {
    this.expr = expr.strip();
    return this;
  }

  public PrometheusQueryBuilder legendFormat(String legendFormat) {
    this.legendFormat = legendFormat;
    return this;
  }

  public PrometheusQueryBuilder format(String format) {
    this.format = format;
    return this;
  }

  /** Single requests as points, over the whole range. */
  public PrometheusQueryBuilder exemplar() {
    this.exemplar = true;
    return this;
  }

  /** One value at the end of the time range. */
  public PrometheusQueryBuilder instant() {
    this.instant = true;
    return this;
  }

  String legendFormat() {
    return legendFormat;
  }

  Target build(String refId) {
    return new Target(
        DataSourceRef.SELECTED,
        "code",
        exemplar,
        expr,
        format,
        instant,
        legendFormat,
        !instant,
        refId);
  }
}
