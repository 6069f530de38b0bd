package dropwizardapm.load.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole run.
 *
 * @param target what was asked for: the address with its path
 * @param stepSeconds length of each step
 * @param ceiling null where the service does not say how many workers it has
 * @param sameMachine generator and service share their cores
 */
public record RunResult(
    String profile,
    String target,
    long stepSeconds,
    List<StepResult> steps,
    @Nullable Capacity ceiling,
    boolean sameMachine) {}
