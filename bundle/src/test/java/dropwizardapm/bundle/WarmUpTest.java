package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  /** An application's start waits for it. */
  @Test
  void end_comes_whenTheRehearsalThrowsAnError() {
    WarmUp warmUp =
        new WarmUp(
            () -> {
              throw new NoClassDefFoundError("com/acme/Rehearsal");
            });
    warmUp.begin();
    assertThat(warmUp.finish(Duration.ofMillis(1)))
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(NoClassDefFoundError.class);
  }
}
