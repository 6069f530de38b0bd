package dropwizardapm.load.workload;

import dropwizardapm.load.result.Outcome;

/**
 * How a user fared.
 *
 * @param nanos that it waited for answers
 * @param computationMillis what the service says that it computed for it; NaN if it does not
 */
public record Answer(Outcome outcome, long nanos, double computationMillis) {}
