package dropwizardapm.lab.load;

/**
 * One request, in nanoseconds of {@link System#nanoTime()}.
 *
 * @param dueNanos when it should have been sent; what its client waits for begins here
 * @param status of the answer, or one of {@link #REFUSED} and {@link #LOST}
 */
public record Sample(String path, long dueNanos, long sentNanos, long endNanos, int status) {
  /** Nobody listened. */
  public static final int REFUSED = 0;

  /** The connection ended before the answer, or the answer did not come in time. */
  static final int LOST = 1;

  public boolean ok() {
    return status == 200;
  }

  public double millis() {
    return (endNanos - dueNanos) / 1e6;
  }
}
