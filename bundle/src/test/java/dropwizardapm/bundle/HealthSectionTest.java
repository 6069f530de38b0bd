package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that has said in Dropwizard's own section what follows when a check fails. */
class HealthSectionTest {
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  private void checks(ApmBundle<?> apm, Environment environment) {
    // Whoever operates the application has the last word.
    apm.classify("stock", HealthCheckKind.LIVENESS);
    for (String name : new String[] {"stock", "orders", "engine", "other"})
      environment.healthChecks().register(name, new Switch(name));
  }

  private final class Switch extends HealthCheck {
    private final String name;

    Switch(String name) {
      this.name = name;
    }

    @Override
    protected Result check() {
      return failing.contains(name) ? Result.unhealthy("switched off") : Result.healthy();
    }
  }

  @ParameterizedTest
  @CsvSource({"stock, 200, 200", "orders, 503, 200", "engine, 503, 503", "other, 503, 200"})
  void failingCheck_hasTheEffectThatTheSectionSays(String check, int ready, int alive)
      throws Exception {
    try (OwnShop shop = OwnShop.startFrom("shop-health.yml", this::checks).awaitReady()) {
      failing.add(check);
      await()
          .until(
              () -> shop.get("/metrics").body(),
              body -> body.contains("healthcheck_status{name=\"" + check + "\"} 0"));

      assertThat(shop.get("/health").statusCode()).isEqualTo(ready);
      assertThat(shop.get("/health/live").statusCode()).isEqualTo(alive);
      assertThat(shop.get("/state").statusCode()).as("Dropwizard's own page").isLessThan(504);
    }
  }
}
