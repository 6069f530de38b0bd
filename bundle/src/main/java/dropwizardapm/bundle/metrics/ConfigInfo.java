package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which configuration is in force, told by a digest of the file as it was read, before variables
 * are filled in: a digest over a password would let anybody who reads it try passwords.
 */
public final class ConfigInfo implements ConfigurationSourceProvider {
  private static final int DIGITS = 8;

  private final ConfigurationSourceProvider source;
  private volatile String digest = "none";

  public ConfigInfo(ConfigurationSourceProvider source) {
    this.source = source;
  }

  @Override
  public InputStream open(String path) throws IOException {
    try (InputStream in = source.open(path)) {
      byte[] content = in.readAllBytes();
      digest = digest(content);
      return new ByteArrayInputStream(content);
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public void register(PrometheusRegistry registry) {
    MetricRegistration.info(registry, ServiceMetrics.CONFIG_INFO, digest);
  }
}
