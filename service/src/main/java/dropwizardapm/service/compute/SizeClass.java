package dropwizardapm.service.compute;

/**
 * Requests of like size. The small go before the large and interrupt them, so that they need not
 * wait out somebody's n = 40.
 */
enum SizeClass {
  SMALL,
  LARGE;

  /**
   * Between n = 32 and n = 33 at 1 ns per call: a wait of one small request more is still no wait
   * to speak of.
   */
  private static final long MAX_SMALL_NANOS = 10_000_000;

  static SizeClass of(long costNanos) {
    return costNanos <= MAX_SMALL_NANOS ? SMALL : LARGE;
  }
}
