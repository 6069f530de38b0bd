package dropwizardapm.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.DashboardBuilder;
import dropwizardapm.dashboards.grafana.DashboardLink;
import dropwizardapm.dashboards.grafana.Variable;
import java.util.Map;
import java.util.TreeMap;

/** All dashboards of the product, and what they share. */
final class Dashboards {
  /** Marks our dashboards among those that a user keeps in the same Grafana. */
  private static final String TAG = "dropwizard-apm";

  /**
   * Sorted keys and fixed line ends: the same bytes on every machine, so that a diff shows what
   * changed.
   */
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Dashboards() {}

  /** File name to content. */
  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put("home.json", json(HomeDashboard.build()));
    files.put("service.json", json(ServiceDashboard.build()));
    files.put("application.json", json(ApplicationDashboard.build()));
    files.put("compute.json", json(ComputeDashboard.build()));
    files.put("outside.json", json(OutsideDashboard.build()));
    files.put("jvm.json", json(JvmDashboard.build()));
    files.put("host.json", json(HostDashboard.build()));
    files.put("slo.json", json(SloDashboard.build()));
    files.put("load-test.json", json(LoadTestDashboard.build()));
    files.put("monitoring.json", json(MonitoringDashboard.build()));
    return files;
  }

  /** A dashboard with the links to the others and the choice of a data source. */
  static DashboardBuilder named(String title, String uid) {
    return new DashboardBuilder(title)
        .uid(uid)
        .tags(TAG)
        .link(DashboardLink.toTagged(TAG))
        .withVariable(Variable.prometheus());
  }

  /** As {@link #named}, about one service and any of its instances. */
  static DashboardBuilder ofService(String title, String uid) {
    return ofService(title, uid, "http_requests_total");
  }

  /** The same, for the services that have a metric. */
  static DashboardBuilder ofService(String title, String uid, String metric) {
    return named(title, uid)
        .withVariable(
            Variable.one("job", "Job", "label_values(%s, job)".formatted(metric), "dropwizard-app"))
        .withVariable(
            Variable.many("instance", "Instance", "label_values(up{job=~\"$job\"}, instance)"));
  }

  private static String json(Dashboard dashboard) {
    try {
      return JSON.writeValueAsString(dashboard) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
