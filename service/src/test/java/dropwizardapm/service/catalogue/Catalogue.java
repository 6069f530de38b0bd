package dropwizardapm.service.catalogue;

import dropwizardapm.bundle.metrics.catalogue.DropwizardMetricNames;
import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import dropwizardapm.service.endpoint.ComputeMetric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every metric there is, by where it comes from. */
public final class Catalogue {
  /** A source of metrics, in the order of the documentation. */
  public enum Origin {
    SERVICE("Every service's own"),
    COMPUTE("The sample's computation"),
    JVM("The Java virtual machine and the process"),
    DROPWIZARD("Dropwizard's registry"),
    DEPLOYMENT("Deployments"),
    LOAD_TEST("Load tests");

    private final String title;

    Origin(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    public List<Metric> metrics() {
      return switch (this) {
        case SERVICE -> ServiceMetrics.all();
        case COMPUTE -> ComputeMetric.all().stream().map(Catalogue::metric).toList();
        case JVM -> JvmMetricNames.all();
        case DROPWIZARD -> DropwizardMetricNames.all();
        case DEPLOYMENT -> DeploymentMetrics.all();
        case LOAD_TEST -> LoadTestMetrics.all();
      };
    }
  }

  private static final Map<String, Metric> BY_NAME =
      List.of(Origin.values()).stream()
          .flatMap(origin -> origin.metrics().stream())
          .collect(
              Collectors.toMap(
                  Metric::name,
                  Function.identity(),
                  (one, other) -> {
                    throw new IllegalStateException(one.name() + " is defined twice");
                  },
                  TreeMap::new));

  private Catalogue() {}

  private static Metric metric(ComputeMetric compute) {
    String[] labels = compute.labels().toArray(String[]::new);
    return compute.edges().isEmpty()
        ? Metric.gauge(compute.name(), compute.help(), labels)
        : Metric.histogram(compute.name(), compute.help(), compute.edges(), labels);
  }

  public static Optional<Metric> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Names as they stand in queries, {@code …_bucket} for instance, to the metric they are of. */
  public static Map<String, Metric> bySeries() {
    Map<String, Metric> all = new TreeMap<>();
    BY_NAME.values().forEach(metric -> metric.series().keySet().forEach(n -> all.put(n, metric)));
    return all;
  }
}
