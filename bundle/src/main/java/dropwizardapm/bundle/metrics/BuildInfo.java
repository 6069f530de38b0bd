package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was built, from which revision, and what runs it. */
public record BuildInfo(String version, String revision, String java) {
  private static final Logger LOG = LoggerFactory.getLogger(BuildInfo.class);
  private static final String UNKNOWN = "unknown";

  /** As Maven's buildnumber plugin and others have it, for want of a standard. */
  private static final String REVISION = "Implementation-Build";

  /**
   * As the manifest of the application's jar says, by {@code Implementation-Version} and {@value
   * #REVISION}; unknown where it does not, or where there is no jar.
   */
  public static BuildInfo of(Class<?> application) {
    Attributes said = manifest(application);
    return new BuildInfo(
        text(said.getValue(Attributes.Name.IMPLEMENTATION_VERSION)),
        text(said.getValue(REVISION)),
        Runtime.version().toString());
  }

  private static Attributes manifest(Class<?> application) {
    CodeSource source = application.getProtectionDomain().getCodeSource();
    try {
      File jar = source == null ? null : new File(source.getLocation().toURI());
      if (jar == null || !jar.isFile()) return new Attributes();
      try (JarFile file = new JarFile(jar)) {
        Manifest manifest = file.getManifest();
        return manifest == null ? new Attributes() : manifest.getMainAttributes();
      }
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      LOG.info("the version of the build is unknown: {}", e.toString());
      return new Attributes();
    }
  }

  private static String text(@Nullable String value) {
    return value == null || value.isBlank() ? UNKNOWN : value;
  }

  public void register(PrometheusRegistry registry) {
    MetricRegistration.info(registry, ServiceMetrics.BUILD_INFO, version, revision, java);
  }
}
