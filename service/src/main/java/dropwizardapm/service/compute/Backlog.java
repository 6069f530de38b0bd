package dropwizardapm.service.compute;

/**
 * What the workers have before them.
 *
 * @param smallNanos predicted work of small requests admitted and not finished
 * @param largeNanos the same of large ones
 * @param smallShare part of the workers' time that small requests took lately, 0 to 1
 */
record Backlog(long smallNanos, long largeNanos, double smallShare) {
  static final Backlog NONE = new Backlog(0, 0, 0);

  long nanos() {
    return smallNanos + largeNanos;
  }
}
