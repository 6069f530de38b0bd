package dropwizardapm.load.result;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What arithmetic allows: k workers that need c seconds of computation for each request cannot
 * finish more than k / c of them per second, whatever the service does.
 *
 * @param workers of the service, as it reports them itself
 * @param millis computation for one request, without queueing
 */
public record Capacity(int workers, double millis) {
  /**
   * Takes c from the step that computed fastest: a cold JVM and a generator on the same cores only
   * ever slow it down.
   *
   * @return nothing where the service reports no workers or no times
   */
  public static Optional<Capacity> of(OptionalInt workers, List<StepResult> steps) {
    if (workers.isEmpty()) return Optional.empty();
    return steps.stream()
        .map(StepResult::computationMillis)
        .filter(millis -> millis > 0)
        .min(Comparator.naturalOrder())
        .map(millis -> new Capacity(workers.getAsInt(), millis));
  }

  public double rps() {
    return workers * 1000 / millis;
  }
}
