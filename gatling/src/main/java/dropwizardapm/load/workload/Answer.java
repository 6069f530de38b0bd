package dropwizardapm.load.workload;

import dropwizardapm.load.result.Outcome;

/**
 * How a user fared.
 *
 * @param name what it asked for, where users differ; empty where they do not
 * @param nanos that it waited for answers
 * @param computationMillis what the service says that it computed for it; NaN if it does not
 */
public record Answer(String name, Outcome outcome, long nanos, double computationMillis) {
  /** As reports call it. */
  public String title() {
    return name.isEmpty() ? outcome.toString() : name + ", " + outcome;
  }
}
