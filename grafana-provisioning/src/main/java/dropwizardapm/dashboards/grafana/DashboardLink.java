package dropwizardapm.dashboards.grafana;

import java.util.List;

/** Links to every dashboard that has all these tags. */
public record DashboardLink(
    boolean asDropdown,
    String icon,
    boolean includeVars,
    boolean keepTime,
    List<String> tags,
    boolean targetBlank,
    String title,
    String tooltip,
    String type,
    String url) {

  /**
   * Keeps the time range. Leaves the variables behind: "instance" means port 8031 on one dashboard
   * and the host's exporter on the next, so carried over it would empty it.
   */
  public static DashboardLink toTagged(String tag) {
    return new DashboardLink(
        false,
        "external link",
        false,
        true,
        List.of(tag),
        false,
        "Dashboards",
        "",
        "dashboards",
        "");
  }
}
