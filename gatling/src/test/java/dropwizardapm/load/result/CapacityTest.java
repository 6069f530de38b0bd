package dropwizardapm.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CapacityTest {
  @Test
  void ceiling_isThatOfTheStepThatComputedFastest() {
    assertThat(
            Capacity.of(
                OptionalInt.of(2), List.of(computing(5), computing(4), computing(Double.NaN))))
        .hasValue(new Capacity(2, 4))
        .hasValueSatisfying(c -> assertThat(c.rps()).isEqualTo(500));
  }

  @Test
  void ceiling_isUnknown_whenTheServiceSaysTooLittle() {
    assertThat(Capacity.of(OptionalInt.empty(), List.of(computing(5)))).isEmpty();
    assertThat(Capacity.of(OptionalInt.of(2), List.of(computing(Double.NaN)))).isEmpty();
    assertThat(Capacity.of(OptionalInt.of(2), List.of())).isEmpty();
  }

  private static StepResult computing(double millis) {
    return Steps.of(10, 10, 1, 1, Latencies.NONE, millis, 10, 0, 0);
  }
}
