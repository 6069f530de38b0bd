package dropwizardapm.load.plan;

import dropwizardapm.load.result.StepRecorder;
import dropwizardapm.load.result.StepResult;
import org.jspecify.annotations.Nullable;

/** A stage under way. Any thread may call it. */
public final class RunningStage {
  private final String name;
  private final Stage stage;
  private final StepRecorder recorder;
  private final long beginNanoTime;
  private int expected;
  private int come;
  private int gone;
  private long lastGone;
  private @Nullable StepResult result;

  RunningStage(int number, Stage stage, long beginNanoTime) {
    // Two digits: reports sort by name, and 100 would come before 20.
    this.name =
        "step %02d, %s".formatted(number, stage.seats() > 0 ? stage.title() : stage.rps() + " RPS");
    this.stage = stage;
    this.recorder = new StepRecorder(stage.title(), stage.rps());
    this.beginNanoTime = beginNanoTime;
    this.lastGone = beginNanoTime;
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

  /** Whether a user that is done begins again. */
  public boolean goesOn(long nanoTime) {
    return stage.seats() > 0 && nanoTime < endNanoTime();
  }

  /** A user is done for good. */
  public synchronized void leave(long nanoTime) {
    gone++;
    lastGone = nanoTime;
    if (gone == stage.users()) result = recorder.end();
  }

  /** When the next user is due. */
  synchronized long nextDue() {
    return beginNanoTime + stage.nanosUntil(expected);
  }

  /** Somebody knows now when that is. */
  synchronized void expect() {
    expected++;
  }

  synchronized boolean allExpected() {
    return expected == stage.users();
  }

  synchronized void come() {
    come++;
  }

  synchronized boolean allCame() {
    return come == stage.users();
  }

  /** True: the next stage may begin. */
  synchronized boolean lets() {
    return allExpected() && (stage.continued() || gone == stage.users());
  }

  synchronized long lastGone() {
    return lastGone;
  }

  long endNanoTime() {
    return beginNanoTime + stage.duration().toNanos();
  }

  /** What has come of it so far. */
  public synchronized StepResult result() {
    return result == null ? recorder.result() : result;
  }
}
