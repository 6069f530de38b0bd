package dropwizardapm.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import dropwizardapm.bundle.ApmConfiguration;
import dropwizardapm.bundle.JournalLoggingFactory;
import dropwizardapm.service.compute.Limits;
import dropwizardapm.service.server.ServiceServerFactory;
import io.dropwizard.core.Configuration;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** The contents of service.yml; every default is right for one service on one host. */
public final class ServiceConfiguration extends Configuration {
  @Valid @NotNull private Compute compute = new Compute();
  @Valid @NotNull private ApmConfiguration apm = new ApmConfiguration();

  public ServiceConfiguration() {
    setServerFactory(new ServiceServerFactory());
    setLoggingFactory(new JournalLoggingFactory());
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
  public ApmConfiguration getApm() {
    return apm;
  }

  @JsonProperty
  public void setApm(ApmConfiguration apm) {
    this.apm = apm;
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
    private Duration deadline = Duration.milliseconds(950);

    @JsonProperty
    @NotNull
    @MaxDuration(value = 1, unit = TimeUnit.MILLISECONDS)
    private Duration inline = Duration.microseconds(500);

    /** As configured; 0 workers stands for one per processor. */
    Limits limits(int processors) {
      return new Limits(
          workers == 0 ? processors : workers, deadline.toJavaDuration(), inline.toJavaDuration());
    }
  }
}
