package dropwizardapm.lab;

import dropwizardapm.lab.Drill.Outcome;
import java.time.Duration;
import java.util.stream.Collectors;

/** The drill's outcome as it stands in {@code docs/}. */
final class DrillReport {
  private static final String HEAD =
      """
      # Fault drill

      How long it takes from a fault to the person who is told. Each fault is injected on a running stack with the alerts, routes and
      times that a deployment sets by itself. The times run from the moment before the injection.

      - **raised**: the alert fires in Prometheus, or the dead man's switch has raised it.
      - **notified**: the alert has arrived at a webhook outside of the host.
      - **also notified**: whatever else arrived until the end. A test allows only what a person would want to get.
      - **resolved**: from the end of the fault to the arrival of the notice that it is over.

      Meanwhile two requests a second went on. This command generates the page; it ran on two cores that other programs use as well:

      ```sh
      ./apm test --long -Dgenerate
      ```

      """;

  private DrillReport() {}

  static String markdown(Drill drill) {
    return HEAD
        + "| fault | injected by | alert | raised after | target | notified after | also notified | resolved after |\n"
        + "|---|---|---|---|---|---|---|---|\n"
        + drill.outcomes().stream()
            .map(outcome -> row(drill, outcome))
            .collect(Collectors.joining());
  }

  private static String row(Drill drill, Outcome outcome) {
    String also =
        drill.told(outcome).stream()
            .filter(alert -> !alert.equals(outcome.fault().alert()))
            .map(Alert::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    return "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            outcome.fault().name(),
            outcome.fault().injectedBy(),
            outcome.fault().alert(),
            seconds(outcome.raisedAfter()),
            seconds(outcome.fault().target()),
            seconds(outcome.notifiedAfter()),
            also.isEmpty() ? "nothing" : also,
            seconds(drill.resolvedAfter(outcome)));
  }

  private static String seconds(Duration duration) {
    return duration.toDays() > 1 ? "never" : duration.toSeconds() + " s";
  }
}
