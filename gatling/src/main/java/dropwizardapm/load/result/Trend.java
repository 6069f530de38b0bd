package dropwizardapm.load.result;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Where figures are going. */
public final class Trend {
  private Trend() {}

  /**
   * The change from one value to the next, after Theil and Sen: the median of the slopes between
   * all pairs. Almost a third of the values may be wild without moving it.
   *
   * @param values at even distances; NaN where there is none
   * @return 0 for fewer than two values
   */
  public static double slope(double... values) {
    double[] slopes = new double[values.length * (values.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < values.length; i++)
      for (int j = i + 1; j < values.length; j++) {
        double slope = (values[j] - values[i]) / (j - i);
        if (!Double.isNaN(slope)) slopes[count++] = slope;
      }
    return count == 0 ? 0 : median(Arrays.copyOf(slopes, count));
  }

  /** The middle value, or the mean of the two; NaN where there is none. */
  public static double median(double... values) {
    double[] sorted = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
