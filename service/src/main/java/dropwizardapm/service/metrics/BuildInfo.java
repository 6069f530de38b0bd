package dropwizardapm.service.metrics;

import dropwizardapm.service.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What was built, from which revision, and what runs it. */
public record BuildInfo(String version, String revision, String java) {
  /** As the build wrote it beside this class. */
  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in != null) properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties cannot be read", e);
    }
    return new BuildInfo(
        properties.getProperty("version", "unknown"),
        properties.getProperty("revision", "unknown"),
        Runtime.version().toString());
  }

  public void register(PrometheusRegistry registry) {
    Registration.info(registry, ServiceMetrics.BUILD_INFO, version, revision, java);
  }
}
