package dropwizardapm.load.plan;

import dropwizardapm.load.result.StepRecorder;
import dropwizardapm.load.result.StepResult;
import org.jspecify.annotations.Nullable;

/** A stage under way. Its {@link Schedule} guards it. */
public final class RunningStage {
  private final String name;
  private final Stage stage;
  private final StepRecorder recorder;
  private final long beginNanoTime;
  private int handedOut;
  private @Nullable StepResult result;

  RunningStage(int number, Stage stage, long beginNanoTime) {
    // Two digits: reports sort by name, and 100 would come before 20.
    this.name = "step %02d, %d RPS".formatted(number, stage.rps());
    this.stage = stage;
    this.recorder = new StepRecorder(stage.title(), stage.rps());
    this.beginNanoTime = beginNanoTime;
  }

  /** As reports call it. */
  public String name() {
    return name;
  }

  /** What it does. */
  public Stage stage() {
    return stage;
  }

  /** Where outcomes go. */
  public StepRecorder recorder() {
    return recorder;
  }

  /** When the next request is due. */
  long nextDue() {
    return due(handedOut);
  }

  /** The same, and counts it. */
  long handOut() {
    return due(handedOut++);
  }

  boolean isHandedOut() {
    return handedOut == stage.requests();
  }

  boolean allStarted() {
    return recorder.started() >= stage.requests();
  }

  /** True: the next stage may begin. */
  boolean lets() {
    return isHandedOut() && (stage.continued() || isDone());
  }

  /** When the request after the last one would be due. */
  long endNanoTime() {
    return due(stage.requests());
  }

  Ran ran() {
    if (result == null && isDone()) result = recorder.result();
    return new Ran(stage, result == null ? recorder.result() : result);
  }

  private boolean isDone() {
    return recorder.ended() == stage.requests();
  }

  private long due(long request) {
    return beginNanoTime + request * 1_000_000_000L / stage.rps();
  }
}
