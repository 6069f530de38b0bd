package dropwizardapm.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrendTest {
  @Test
  void slope_isThatOfTheLine_whateverTheWildOnesAmongTheValues() {
    assertThat(Trend.slope(1, 3, 5, 7, 9)).isEqualTo(2);
    assertThat(Trend.slope(1, 3, 500, 7, 9, 11, -900, 15, 17, 19)).isEqualTo(2);
  }

  @Test
  void slope_leavesOutWhatWasNotMeasured() {
    assertThat(Trend.slope(1, Double.NaN, 5)).isEqualTo(2);
    assertThat(Trend.slope(Double.NaN, 1)).isZero();
    assertThat(Trend.slope()).isZero();
  }

  @Test
  void median_isTheMiddle() {
    assertThat(Trend.median(9, 1, 5)).isEqualTo(5);
    assertThat(Trend.median(9, 1, 5, 6)).isEqualTo(5.5);
    assertThat(Trend.median(Double.NaN)).isNaN();
  }
}
