package dropwizardapm.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.bundle.metrics.ScrapedFamily;
import dropwizardapm.bundle.metrics.catalogue.Metric;
import dropwizardapm.service.RunningService;
import dropwizardapm.service.catalogue.Catalogue.Origin;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue and what a running service exposes, in both directions. */
class CatalogueTest {
  private static Map<String, ScrapedFamily> exposed = Map.of();

  @BeforeAll
  static void scrapeAfterOneRequestOfEachKind() throws Exception {
    try (RunningService service = RunningService.start()) {
      for (String path : new String[] {"/compute/25", "/compute/x", "/health/live", "/nowhere"})
        service.get(path);
      service.send("BREW", "/health");
      service.get("/metrics");
      exposed = ScrapedFamily.parse(service.get("/metrics").body());
    }
  }

  @AfterAll
  static void count() {
    System.out.printf(
        "metrics of a running service: %d in the catalogue, %d exposed%n",
        expected().size(), exposed.size());
  }

  /** By way of node_exporter's textfile collector, and not the service. */
  private static final Set<Origin> OF_THE_HOST = Set.of(Origin.DEPLOYMENT, Origin.LOAD_TEST);

  static Map<String, Metric> expected() {
    Map<String, Metric> expected = new TreeMap<>();
    for (Origin origin : Origin.values())
      if (!OF_THE_HOST.contains(origin)) origin.metrics().forEach(m -> expected.put(m.name(), m));
    return expected;
  }

  static Iterable<Metric> metrics() {
    return expected().values();
  }

  @Test
  void everyExposedMetric_isInTheCatalogue() {
    assertThat(expected().keySet()).containsAll(exposed.keySet());
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void metric_isExposedAsTheCatalogueSays(Metric metric) {
    ScrapedFamily family = exposed.get(metric.name());
    if (family == null) {
      assertThat(metric.condition()).as("reason why " + metric.name() + " is absent").isNotEmpty();
      return;
    }
    assertThat(family.type()).as("type").isEqualTo(typeInText(metric));
    assertThat(sentence(family.help())).as("help").isEqualTo(metric.help());
    assertThat(family.labels()).as("labels").containsExactlyInAnyOrderElementsOf(metric.labels());
    assertThat(family.edges()).as("edges").containsExactlyElementsOf(metric.edges());
    assertThat(family.sampleNames()).as("samples").isEqualTo(metric.series().keySet());
  }

  @Test
  void series_leadBackToTheirMetric() {
    assertThat(Catalogue.bySeries().get("http_request_duration_seconds_bucket"))
        .extracting(Metric::name)
        .isEqualTo("http_request_duration_seconds");
    assertThat(Catalogue.bySeries()).doesNotContainKey("http_request_duration_seconds");
  }

  private static String typeInText(Metric metric) {
    return switch (metric.type()) {
      case INFO -> "gauge";
      case SAMPLE -> "summary";
      default -> metric.type().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String sentence(String help) {
    return help.endsWith(".") ? help : help + ".";
  }
}
