package dropwizardapm.service.compute;

/**
 * Fibonacci numbers by naive recursion, heavy on purpose: the number of calls is exponential in n
 * and known exactly, which is what makes the load predictable.
 */
final class Fibonacci {
  /** The largest n whose result fits a {@code long}. */
  static final int MAX_N = 92;

  /** Subtrees up to this n (21 891 calls, about 20 µs) run without a poll. */
  static final int UNPOLLED_N = 20;

  private Fibonacci() {}

  /**
   * The n-th number for n in 0..92, asking {@code poll} before each subtree of {@link #UNPOLLED_N}
   * levels.
   */
  static long of(int n, Poll poll) {
    if (n <= UNPOLLED_N) {
      poll.poll();
      return step(n);
    }
    return of(n - 1, poll) + of(n - 2, poll);
  }

  /** The n-th number for n in 0..{@link #UNPOLLED_N}, without a poll. */
  static int of(int n) {
    return step(n);
  }

  // A naive step with the steps of its two calls written out, because C2 inlines a method into
  // itself only once (MaxRecursiveInlineLevel) and a call costs more than the step. fib(30) on one
  // core takes 1.2 ms, 1.8 ms without that, 1.7 ms in C by gcc -O2.
  private static int step(int n) {
    if (n < 2) return n;
    int first = n - 1 < 2 ? n - 1 : step(n - 2) + step(n - 3);
    int second = n - 2 < 2 ? n - 2 : step(n - 3) + step(n - 4);
    return first + second;
  }

  /**
   * Exact number of calls that the recursion makes: 2·F(n+1)−1, saturating at {@code
   * Long.MAX_VALUE}.
   */
  static long calls(int n) {
    long current = 1;
    long previous = 1;
    for (int i = 2; i <= n; i++) {
      long next = current + previous;
      previous = current;
      current = next;
      if (current > Long.MAX_VALUE / 2) return Long.MAX_VALUE;
    }
    return 2 * current - 1;
  }

  /** Called every few ten microseconds of work; ends the computation by throwing. */
  @FunctionalInterface
  interface Poll {
    void poll();
  }
}
