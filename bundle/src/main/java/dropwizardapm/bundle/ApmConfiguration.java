package dropwizardapm.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import dropwizardapm.bundle.health.LogDiskCheck;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The section {@code apm} of an application's configuration; every default is right for one host.
 */
public final class ApmConfiguration {
  @Valid @NotNull @JsonProperty private LogDisk logDisk = new LogDisk();
  @Valid @NotNull @JsonProperty private Trace trace = new Trace();
  @Valid @NotNull @JsonProperty private Startup startup = new Startup();
  @Valid @NotNull @JsonProperty private Shutdown shutdown = new Shutdown();

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

  /** Where the log is written, by the journal in the service's place, and what room it needs. */
  public static final class LogDisk {
    @JsonProperty @NotNull private Path directory = Path.of("/var/log");

    @JsonProperty @NotNull private DataSize minFree = DataSize.mebibytes(64);

    /** A check for room in the file system that the journal writes to. */
    LogDiskCheck check() {
      return new LogDiskCheck(directory, minFree.toBytes());
    }
  }

  /** Which requests leave a line in the log. */
  public static final class Trace {
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
  public static final class Startup {
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
  public static final class Shutdown {
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
