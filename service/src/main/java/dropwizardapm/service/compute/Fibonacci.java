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
      return first(n);
    }
    return of(n - 1, poll) + of(n - 2, poll);
  }

  /** The n-th number for n in 0..{@link #UNPOLLED_N}, without a poll. */
  static int of(int n) {
    return first(n);
  }

  // One naive step, three times over: C2 inlines a method into itself only once
  // (MaxRecursiveInlineLevel), and a call costs more than the step. fib(30) on one core takes 3.7
  // ms
  // with one method, 1.9 ms with these, 2.2 ms in C by gcc -O2.

  private static int first(int n) {
    return n < 2 ? n : second(n - 1) + second(n - 2);
  }

  private static int second(int n) {
    return n < 2 ? n : third(n - 1) + third(n - 2);
  }

  private static int third(int n) {
    return n < 2 ? n : first(n - 1) + first(n - 2);
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
