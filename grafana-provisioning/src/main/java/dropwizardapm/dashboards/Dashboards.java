package dropwizardapm.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dropwizardapm.dashboards.grafana.Dashboard;
import dropwizardapm.dashboards.grafana.DashboardLink;
import java.util.Map;
import java.util.TreeMap;

/** All dashboards of the product. */
final class Dashboards {
  /** Marks our dashboards among those that a user keeps in the same Grafana. */
  static final String TAG = "dropwizard-apm";

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
    return new TreeMap<>(Map.of("service.json", json(ServiceDashboard.build())));
  }

  static DashboardLink links() {
    return DashboardLink.toTagged(TAG);
  }

  private static String json(Dashboard dashboard) {
    try {
      return JSON.writeValueAsString(dashboard) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
