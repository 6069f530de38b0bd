package dropwizardapm.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class GatlingConfTest {
  private final Config ours = ConfigFactory.parseResources("gatling.conf");
  private final Config defaults = ConfigFactory.parseResources("gatling-defaults.conf");

  @Test
  void gatling_callsNobodyButTheService() {
    assertThat(ours.getString("gatling.http.warmUpUrl")).isEmpty();
    assertThat(ours.getBoolean("gatling.data.enableAnalytics")).isFalse();
  }

  /**
   * A setting that Gatling does not know is silently ignored: after an upgrade it would call home
   * again.
   */
  @Test
  void everySetting_isOneThatGatlingKnows() {
    assertThat(ours.entrySet())
        .isNotEmpty()
        .allSatisfy(e -> assertThat(defaults.hasPath(e.getKey())).as(e.getKey()).isTrue());
  }
}
