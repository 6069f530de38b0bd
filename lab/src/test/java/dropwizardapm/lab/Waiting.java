package dropwizardapm.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for a condition. The first look is at once: Awaitility's own default is a first look after
 * one interval, which cost two minutes in a run where most conditions hold already.
 */
final class Waiting {
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private Waiting() {}

  static ConditionFactory within(Duration limit) {
    return await().atMost(limit).pollDelay(Duration.ZERO).pollInterval(INTERVAL);
  }
}
