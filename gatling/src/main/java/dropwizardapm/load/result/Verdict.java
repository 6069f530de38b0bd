package dropwizardapm.load.result;

/**
 * One thing that had to be so.
 *
 * @param promise what had to be
 * @param text what was seen
 */
public record Verdict(String promise, State state, String text) {
  /** How it came out. */
  public enum State {
    PASSED("passed"),
    FAILED("FAILED"),
    /** What was measured does not tell. */
    NOT_JUDGED("not judged");

    private final String text;

    State(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Passed or failed. */
  public static Verdict of(String promise, boolean holds, String text) {
    return new Verdict(promise, holds ? State.PASSED : State.FAILED, text);
  }

  /** Not judged, and why. */
  public static Verdict notJudged(String promise, String why) {
    return new Verdict(promise, State.NOT_JUDGED, why);
  }

  /** As one line. */
  @Override
  public String toString() {
    return "%s: %s (%s)".formatted(state, promise, text);
  }
}
