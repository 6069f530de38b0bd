package dropwizardapm.lab.load;

import java.util.Arrays;

/** What one bad round does not move. */
final class Median {
  private Median() {}

  /** Of an even number of values the upper one in the middle. */
  static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
