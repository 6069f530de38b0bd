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
  static Map<String, HealthCheckKind> kinds(Configuration configuration) {
    Map<String, HealthCheckKind> kinds = new HashMap<>();
    if (configuration.getHealthFactory().orElse(null) instanceof DefaultHealthFactory health)
      for (HealthCheckConfiguration each : health.getHealthCheckConfigurations())
        kinds.put(each.getName(), kind(each));
    return kinds;
  }

  private static HealthCheckKind kind(HealthCheckConfiguration check) {
    if (!check.isCritical()) return HealthCheckKind.NON_CRITICAL;
    return check.getType() == HealthCheckType.ALIVE
        ? HealthCheckKind.LIVENESS
        : HealthCheckKind.READINESS;
  }
}
