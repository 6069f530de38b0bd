package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FibonacciTest {
  private int polls;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "2, 1",
    "3, 2",
    "10, 55",
    "20, 6765",
    "21, 10946",
    "30, 832040",
    "35, 9227465"
  })
  void of_isTheNumber(int n, long expected) {
    assertThat(Fibonacci.of(n, () -> {})).isEqualTo(expected);
    if (n <= Fibonacci.UNPOLLED_N) assertThat(Fibonacci.of(n)).isEqualTo((int) expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 15, 22})
  void calls_isWhatTheRecursionMakes(int n) {
    assertThat(Fibonacci.calls(n)).isEqualTo(counted(n));
  }

  @Test
  void calls_agreesWithExactArithmetic_upToTheLargestThatFits() {
    BigInteger previous = BigInteger.ZERO;
    BigInteger current = BigInteger.ONE;
    for (int n = 0; n <= Fibonacci.MAX_N; n++) {
      BigInteger exact = current.shiftLeft(1).subtract(BigInteger.ONE);
      BigInteger saturated = exact.min(BigInteger.valueOf(Long.MAX_VALUE));
      assertThat(Fibonacci.calls(n)).as("n=%d", n).isEqualTo(saturated.longValueExact());
      BigInteger next = previous.add(current);
      previous = current;
      current = next;
    }
  }

  @Test
  void of_pollsOncePerSubtree() {
    Fibonacci.of(Fibonacci.UNPOLLED_N + 2, () -> polls++);
    assertThat(polls).isEqualTo(3);
  }

  private static long counted(int n) {
    return n < 2 ? 1 : 1 + counted(n - 1) + counted(n - 2);
  }
}
