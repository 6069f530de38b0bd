package dropwizardapm.load.plan;

import dropwizardapm.load.result.StepResult;
import java.util.List;

/** A stage, and what has come of it. */
public record Ran(Stage stage, StepResult result) {
  /** The results of one kind of stage, in order. */
  public static List<StepResult> results(List<Ran> all, Stage.Kind kind) {
    return all.stream().filter(r -> r.stage().kind() == kind).map(Ran::result).toList();
  }
}
