package dropwizardapm.bundle;

import io.dropwizard.core.Configuration;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.health.HealthCheckConfiguration;
import io.dropwizard.health.HealthCheckType;
import java.util.HashMap;
import java.util.Map;

/** What the application's own section {@code health:} says of its checks. */
final class HealthSection {
  private HealthSection() {}

  /** By the names of the checks; those that are left out there are left out here. */
  static Map<String, Weight> weights(Configuration configuration) {
    Map<String, Weight> weights = new HashMap<>();
    if (configuration.getHealthFactory().orElse(null) instanceof DefaultHealthFactory health)
      for (HealthCheckConfiguration each : health.getHealthCheckConfigurations())
        weights.put(each.getName(), weight(each));
    return weights;
  }

  private static Weight weight(HealthCheckConfiguration check) {
    if (!check.isCritical()) return Weight.ADVISORY;
    return check.getType() == HealthCheckType.ALIVE ? Weight.LIVENESS : Weight.READINESS;
  }
}
