package dropwizardapm.load.plan;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import dropwizardapm.load.result.StepResult;
import java.time.Duration;

/** What a service must do at a rate that it is said to sustain. */
public record Objective(Duration p95) {
  private static final double BAD_PERCENT = 1;

  /** A queue that grows now is too long later; this is how much later counts. */
  private static final int FORESIGHT_SECONDS = 60;

  /** Why a rate is not sustained. */
  public enum Reason {
    REJECTED("the service rejects"),
    ERRORS("requests fail"),
    LATE("answers come too late"),
    QUEUE("the queue grows"),
    GENERATOR("the generator cannot send more"),
    GONE("the service no longer answers");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** Where it is, the rates in between were not tried: what is known is a lower bound. */
    public boolean leavesOpen() {
      return this == GENERATOR || this == GONE;
    }

    /** As a clause. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * What a rate did.
   *
   * @param figure the one that decided, for people
   */
  public record Finding(boolean holds, Reason reason, String figure) {}

  /** Whether that rate is sustained; of several reasons against it the first one counts. */
  public Finding of(StepResult row) {
    if (row.ok() + row.rejected() == 0 && row.errors() > 0)
      return new Finding(false, Reason.GONE, format(ROOT, "not one of %d requests", row.started()));
    if (row.generatorBound())
      return new Finding(
          false, Reason.GENERATOR, format(ROOT, "%.0f requests/s left", row.achievedRps()));
    double rejected = 100.0 * row.rejected() / Math.max(1, row.started());
    double errors = 100.0 * row.errors() / Math.max(1, row.started());
    if (rejected + errors > BAD_PERCENT)
      return new Finding(
          false,
          rejected >= errors ? Reason.REJECTED : Reason.ERRORS,
          format(ROOT, "%.1f %% rejected, %.1f %% errors", rejected, errors));
    double p95Millis = row.latencies().p95();
    if (!(p95Millis <= p95.toMillis()))
      return new Finding(false, Reason.LATE, format(ROOT, "p95 %.0f ms", p95Millis));
    double then = p95Millis + FORESIGHT_SECONDS * row.growth();
    return new Finding(
        then <= p95.toMillis(),
        Reason.QUEUE,
        format(ROOT, "p95 %.0f ms, p50 grows by %.1f ms a second", p95Millis, row.growth()));
  }
}
