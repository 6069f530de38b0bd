package dropwizardapm.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.forAll;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.http.HttpDsl.http;

import dropwizardapm.load.result.StepRecorder;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The one simulation: steps of constant arrival rate, one after the other. What differs between
 * profiles is in {@link Profile}.
 *
 * <p>Open model: requests arrive on schedule and do not wait for earlier answers, as users do not.
 * A closed loop would slow down with the service and hide its overload.
 */
public final class Load extends Simulation {
  private final LoadConfig config;
  private final List<StepRecorder> recorders;
  private final RunReport journal;

  public Load() {
    config = refuseOr(() -> Settings.read(System.getProperties()));
    recorders = config.rates().stream().map(StepRecorder::new).toList();
    journal =
        new RunReport(
            config,
            recorders,
            Path.of(System.getProperty(Settings.RESULTS, "target/gatling")),
            refuseOr(() -> Settings.textfile(System.getProperties())));
    setUp(chained())
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
                        .userAgentHeader("dropwizard-apm-load")))
        .assertions(assertions());
  }

  @Override
  public void before() {
    journal.begin(refuseOr(() -> new Preflight(config).run()));
  }

  /**
   * Each step starts when the last user of the one before is done, so the service's queue is empty
   * again.
   */
  private PopulationBuilder chained() {
    List<PopulationBuilder> steps = new ArrayList<>();
    for (int i = 0; i < recorders.size(); i++)
      steps.add(
          new Step(config, i, recorders.get(i), journal)
              .users()
              .injectOpen(
                  nothingFor(i == 0 ? Duration.ZERO : config.pause()),
                  constantUsersPerSec(config.rates().get(i)).during(config.duration())));
    PopulationBuilder chain = steps.getLast();
    for (int i = steps.size() - 2; i >= 0; i--) chain = steps.get(i).andThen(chain);
    return chain;
  }

  private Assertion[] assertions() {
    return switch (config.profile()) {
      case SMOKE ->
          new Assertion[] {
            global().failedRequests().count().is(0L), forAll().responseTime().percentile(95).lt(500)
          };
      // Rejected requests are an answer, and the promise at overload. Errors are not.
      case TABLE -> new Assertion[] {global().failedRequests().percent().lt(1.0)};
    };
  }

  /** Ends the process with the message alone: a stack trace would bury the remedy. */
  private static <T> T refuseOr(Supplier<T> action) {
    try {
      return action.get();
    } catch (InvalidSettingException | PreflightException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      throw e;
    }
  }
}
