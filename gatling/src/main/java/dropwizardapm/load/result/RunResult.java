package dropwizardapm.load.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole run.
 *
 * @param target what was asked for: the address with its path
 * @param steps without those that only warmed up
 * @param ceiling null where the service does not say how many workers it has
 * @param sameMachine generator and service share their cores
 * @param conclusion in one sentence; empty where the profile has none
 */
public record RunResult(
    String profile,
    String target,
    List<StepResult> steps,
    @Nullable Capacity ceiling,
    boolean sameMachine,
    String conclusion,
    List<Verdict> verdicts) {
  /** Something that had to be so was not, or no row tells whether it was. */
  public boolean failed() {
    return verdicts.stream().anyMatch(v -> v.state() == Verdict.State.FAILED)
        || steps.stream().allMatch(StepResult::generatorBound);
  }
}
