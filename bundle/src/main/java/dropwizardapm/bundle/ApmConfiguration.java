package dropwizardapm.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import dropwizardapm.bundle.health.LogDiskCheck;
import dropwizardapm.bundle.pages.Pages;
import dropwizardapm.bundle.pages.Place;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code apm} of an application's configuration; every default is right for one host.
 * The application's configuration holds it as {@code @Valid @NotNull}, or nothing in it is
 * validated. These are the defaults:
 *
 * <pre>{@code
 * apm:
 *   metrics: {enabled: true, path: /metrics, connector: application}
 *   health:  {enabled: true, path: /health, connector: application}
 *   logDisk: {directory: /var/log, minFree: 64MiB}
 *   trace: {slowRequest: 250ms}
 *   startup: {warmUp: 200ms}
 *   shutdown: {drainDelay: 500ms}
 * }</pre>
 *
 * <dl>
 *   <dt>{@code metrics}, {@code health}
 *   <dd>Where the pages are: the path counts from the root of the server, whatever the
 *       application's context path and root path are; the connector is that of the application's
 *       clients, or {@code admin}. A path that the application has itself ends the start. Below
 *       that of the health there are {@code /ready} (the same) and {@code /live} (whether only a
 *       restart can help). systemd is told the same wherever this is, also where it is not served.
 *   <dt>{@code logDisk}
 *   <dd>Where the journal writes the log, and what room it needs there.
 *   <dt>{@code trace.slowRequest}
 *   <dd>What a request takes at least to be worth a line in the log for that alone.
 *   <dt>{@code startup.warmUp}
 *   <dd>Time to drive the hot paths before the service is ready.
 *   <dt>{@code shutdown.drainDelay}
 *   <dd>Time to go on serving, as not ready, before the listener closes: for a load balancer to
 *       notice.
 * </dl>
 */
public final class ApmConfiguration {
  @Valid @NotNull @JsonProperty private Metrics metrics = new Metrics();
  @Valid @NotNull @JsonProperty private Health health = new Health();
  @Valid @NotNull @JsonProperty private LogDisk logDisk = new LogDisk();
  @Valid @NotNull @JsonProperty private Trace trace = new Trace();
  @Valid @NotNull @JsonProperty private Startup startup = new Startup();
  @Valid @NotNull @JsonProperty private Shutdown shutdown = new Shutdown();

  /** The default settings. */
  public ApmConfiguration() {}

  /** Where the pages are, as the handler in front wants to know it. */
  Pages pages() {
    return new Pages(metrics.place(), health.place());
  }

  LogDisk logDisk() {
    return logDisk;
  }

  Trace trace() {
    return trace;
  }

  Startup startup() {
    return startup;
  }

  Shutdown shutdown() {
    return shutdown;
  }

  /** The connectors that a page can be asked on. */
  enum Connector {
    /** Those that the application's clients use. */
    APPLICATION,

    /** That of Dropwizard's own admin pages; a simple server has none. */
    ADMIN
  }

  /**
   * Whether a page is served, and where.
   *
   * <p>The path counts from the root of the server, whatever the application's context path and
   * root path are. What is there goes before whatever the application has at the same path; where
   * that is a resource, a servlet or an asset of its own, the application does not start.
   */
  abstract static class Page {
    /** {@code false}: it is not served at all. */
    @JsonProperty private boolean enabled = true;

    /** Letters, digits and {@code . _ ~ -} between slashes. */
    @JsonProperty
    @NotNull
    @Pattern(
        regexp = "(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+",
        message = "must be a path from the root of the server, such as /internal/metrics")
    private String path;

    @JsonProperty @NotNull private Connector connector = Connector.APPLICATION;

    private Page(String path) {
      this.path = path;
    }

    @Nullable Place place() {
      return enabled ? new Place(path, connector == Connector.ADMIN) : null;
    }
  }

  /**
   * The metrics, for Prometheus: by default {@code /metrics} on the application's connectors. On
   * the admin connector that path is Dropwizard's own page of metrics as JSON, which ours replaces.
   */
  static final class Metrics extends Page {
    Metrics() {
      super("/metrics");
    }
  }

  /**
   * Whether traffic may come here, and, below it, {@code /ready} (the same) and {@code /live}
   * (whether only a restart can help): by default {@code /health} on the application's connectors.
   * systemd is told the same wherever this is, also where it is not served.
   */
  static final class Health extends Page {
    Health() {
      super("/health");
    }
  }

  /** Where the log is written, by the journal in the service's place, and what room it needs. */
  static final class LogDisk {
    @JsonProperty @NotNull private Path directory = Path.of("/var/log");

    @JsonProperty @NotNull private DataSize minFree = DataSize.mebibytes(64);

    /** A check for room in the file system that the journal writes to. */
    LogDiskCheck check() {
      return new LogDiskCheck(directory, minFree.toBytes());
    }
  }

  /** Which requests leave a line in the log. */
  static final class Trace {
    @JsonProperty
    @NotNull
    @MaxDuration(value = 1, unit = TimeUnit.HOURS)
    private Duration slowRequest = Duration.milliseconds(250);

    /** What a request takes at least to be worth a line for that alone. */
    java.time.Duration slowRequest() {
      return slowRequest.toJavaDuration();
    }
  }

  /** How the service begins. */
  static final class Startup {
    @JsonProperty
    @NotNull
    @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
    private Duration warmUp = Duration.milliseconds(200);

    /** Time to drive the hot paths before the service is ready. */
    java.time.Duration warmUp() {
      return warmUp.toJavaDuration();
    }
  }

  /** How the service ends. */
  static final class Shutdown {
    @JsonProperty
    @NotNull
    @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
    private Duration drainDelay = Duration.milliseconds(500);

    /**
     * Time to go on serving, as not ready, before the listener closes: for a load balancer to
     * notice.
     */
    java.time.Duration drainDelay() {
      return drainDelay.toJavaDuration();
    }
  }
}
