package dropwizardapm.bundle.metrics;

import dropwizardapm.bundle.metrics.catalogue.ServiceMetrics;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The registry as a scraper wants to read it. */
public final class Exposition {
  private static final int FIRST_SIZE = 64 * 1024;

  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final DistributionDataPoint duration;
  private final Gauge size;
  private volatile int lastSize = FIRST_SIZE;

  /** Of {@code registry}, and about the scrapes themselves in the same. */
  public Exposition(PrometheusRegistry registry) {
    this.registry = registry;
    this.duration = MetricRegistration.histogram(registry, ServiceMetrics.SCRAPE_DURATION);
    this.size = MetricRegistration.gauge(registry, ServiceMetrics.SCRAPE_SIZE);
  }

  /** A written scrape. The array is the caller's. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Page(String contentType, boolean gzipped, byte[] body) {}

  /** Everything registered, in the format that the Accept header asks for. */
  public Page render(@Nullable String accept, boolean gzip) {
    long start = System.nanoTime();
    Page page = write(formats.findWriter(accept), gzip);
    duration.observe((System.nanoTime() - start) / 1e9);
    return page;
  }

  private Page write(ExpositionFormatWriter writer, boolean gzip) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(lastSize + lastSize / 8);
    try {
      writer.write(plain, registry.scrape());
      lastSize = plain.size();
      size.set(lastSize);
      return new Page(writer.getContentType(), gzip, gzip ? gzipped(plain) : plain.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot be written", e);
    }
  }

  private static byte[] gzipped(ByteArrayOutputStream plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.size() / 8);
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      plain.writeTo(gzip);
    }
    return packed.toByteArray();
  }
}
