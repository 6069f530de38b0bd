package dropwizardapm.service.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy alone, against workers of a known speed in simulated time. */
class OverloadSimulationTest {
  private static final Limits LIMITS =
      new Limits(2, Duration.ofSeconds(1), Duration.ofNanos(50_000));
  private static final int[] MIX = {30, 30, 30, 30, 30, 30, 35, 35, 35, 40};

  private static Simulation run(double load, int... ns) {
    return new Simulation(LIMITS, new Random(42), load, ns).run(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8})
  void nearlyNothingIsShed_belowCapacity(double load) {
    assertThat(run(load, 30).rejectedRatio()).isLessThan(0.01);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 10})
  void workersDoNothingInVain_whenOverloadedByAlikeRequests(double load) {
    Simulation simulation = run(load, 30);
    assertThat(simulation.usefulRatio()).isGreaterThan(0.99);
    assertThat(simulation.lateRatio()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 10})
  void workersDoLittleInVain_whenOverloadedByAMix(double load) {
    Simulation simulation = run(load, MIX);
    assertThat(simulation.usefulRatio()).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @CsvSource({"2, 0.3", "5, 0.3"})
  void smallRequestsFlow_whenLargeOnesAreRejected(double load, double smallRejected) {
    Simulation simulation = run(load, 30, 40);
    assertThat(simulation.rejectedRatio(30)).isLessThan(0.02);
    assertThat(simulation.rejectedRatio(40)).isGreaterThan(smallRejected);
  }
}
