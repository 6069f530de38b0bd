package dropwizardapm.load;

import static io.gatling.javaapi.http.HttpDsl.http;

import dropwizardapm.load.plan.Schedule;
import dropwizardapm.load.workload.WorkloadException;
import io.gatling.javaapi.core.Simulation;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The one simulation: stages of constant arrival rate, one after the other. What differs between
 * profiles is in {@link Profile}.
 *
 * <p>Open model: requests arrive on schedule and do not wait for earlier answers, as users do not.
 * A closed loop would slow down with the service and hide its overload.
 */
public final class Load extends Simulation {
  private final LoadConfig config;
  private final Schedule schedule;
  private final RunReport report;

  public Load() {
    config = refuseOr(() -> Settings.read(System.getProperties()));
    schedule = new Schedule(config.profile().plan(config), config.pause(), RunReport::begin);
    report =
        new RunReport(
            config,
            schedule,
            Path.of(System.getProperty(Settings.RESULTS, "target/gatling")),
            refuseOr(() -> Monitoring.textfile(System.getProperties())),
            refuseOr(() -> Monitoring.stack(System.getProperties())),
            refuseOr(() -> Settings.baseline(System.getProperties())));
    setUp(
            Arrivals.of(
                new Users(config.workload(), schedule).scenarioOf(config.profile().toString()),
                schedule))
        .protocols(
            config
                .workload()
                .protocol(
                    http.baseUrl(config.url().toString())
                        // Without a shared pool each request would open a connection of its own.
                        .shareConnections()
                        .disableCaching()
                        // The generator's own first request takes a quarter of a second; it is
                        // not the service's.
                        .warmUp(config.url().resolve("/health").toString())
                        .userAgentHeader("dropwizard-apm-load")));
  }

  @Override
  public void before() {
    report.begin(refuseOr(() -> new Preflight(config).run()));
    if (config.profile().probes()) new Probes(config.url(), schedule).begin();
  }

  /** Ends the process with the message alone: a stack trace would bury the remedy. */
  private static <T> T refuseOr(Supplier<T> action) {
    try {
      return action.get();
    } catch (InvalidSettingException | PreflightException | WorkloadException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      throw e;
    }
  }
}
