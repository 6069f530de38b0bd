package dropwizardapm.load.result;

/**
 * What arithmetic allows: k workers that need c seconds of computation for each request cannot
 * finish more than k / c of them per second, whatever the service does.
 *
 * @param workers of the service, as it reports them itself
 * @param millis computation for one request, without queueing
 */
public record Ceiling(int workers, double millis) {
  public double rps() {
    return workers * 1000 / millis;
  }
}
