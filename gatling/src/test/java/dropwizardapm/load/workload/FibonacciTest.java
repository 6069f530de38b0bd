package dropwizardapm.load.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FibonacciTest {
  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,1", "10,55", "30,832040", "92,7540113804746346429"})
  void number_isExact(int n, String expected) {
    assertThat(Fibonacci.of(n)).isEqualTo(expected);
  }
}
