package dropwizardapm.load.result;

/**
 * What became of the requests that left in one second of a step.
 *
 * @param latencies of OK answers
 */
public record Second(int ok, int rejected, int errors, Latencies latencies) {}
