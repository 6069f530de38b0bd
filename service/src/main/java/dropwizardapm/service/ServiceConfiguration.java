package dropwizardapm.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import dropwizardapm.service.compute.Limits;
import dropwizardapm.service.health.LogDiskCheck;
import dropwizardapm.service.logging.ServiceLoggingFactory;
import dropwizardapm.service.server.ServiceServerFactory;
import io.dropwizard.core.Configuration;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The contents of service.yml; every default is right for one service on one host. */
public final class ServiceConfiguration extends Configuration {
  @Valid @NotNull private Compute compute = new Compute();
  @Valid @NotNull private LogDisk logDisk = new LogDisk();
  @Valid @NotNull private Trace trace = new Trace();
  @Valid @NotNull private Startup startup = new Startup();
  @Valid @NotNull private Shutdown shutdown = new Shutdown();

  public ServiceConfiguration() {
    setServerFactory(new ServiceServerFactory());
    setLoggingFactory(new ServiceLoggingFactory());
  }

  @JsonProperty
  public Compute getCompute() {
    return compute;
  }

  @JsonProperty
  public void setCompute(Compute compute) {
    this.compute = compute;
  }

  @JsonProperty
  public LogDisk getLogDisk() {
    return logDisk;
  }

  @JsonProperty
  public void setLogDisk(LogDisk logDisk) {
    this.logDisk = logDisk;
  }

  @JsonProperty
  public Trace getTrace() {
    return trace;
  }

  @JsonProperty
  public void setTrace(Trace trace) {
    this.trace = trace;
  }

  @JsonProperty
  public Startup getStartup() {
    return startup;
  }

  @JsonProperty
  public void setStartup(Startup startup) {
    this.startup = startup;
  }

  @JsonProperty
  public Shutdown getShutdown() {
    return shutdown;
  }

  @JsonProperty
  public void setShutdown(Shutdown shutdown) {
    this.shutdown = shutdown;
  }

  /** What {@code /compute} may take. */
  public static final class Compute {
    @JsonProperty
    @Min(0)
    @Max(1024)
    private int workers;

    @JsonProperty
    @NotNull
    @MinDuration(value = 10, unit = TimeUnit.MILLISECONDS)
    @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
    private Duration deadline = Duration.seconds(1);

    @JsonProperty
    @NotNull
    @MaxDuration(value = 1, unit = TimeUnit.MILLISECONDS)
    private Duration inline = Duration.microseconds(50);

    /** As configured; 0 workers stands for one per processor. */
    Limits limits(int processors) {
      return new Limits(
          workers == 0 ? processors : workers, deadline.toJavaDuration(), inline.toJavaDuration());
    }
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
