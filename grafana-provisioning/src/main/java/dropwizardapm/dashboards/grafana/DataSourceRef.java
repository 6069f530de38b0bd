package dropwizardapm.dashboards.grafana;

/** Names a data source by type and uid, never by its display name, which users may change. */
public record DataSourceRef(String type, String uid) {
  /** Whatever the reader has chosen in the dashboard's own data source variable. */
  static final DataSourceRef SELECTED = new DataSourceRef("prometheus", "${datasource}");
}
