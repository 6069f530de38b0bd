package dropwizardapm.load.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.commons.util.GatlingVersion;
import java.util.prefs.Preferences;
import org.junit.jupiter.api.Test;

class NoVersionCheckTest {
  /** Surefire starts this JVM with the factory, as the load test's JVM is. */
  @Test
  void gatling_believesThatItHasJustAsked() {
    assertThat(Preferences.userRoot().getClass().getName()).contains("NoVersionCheck");
    assertThat(GatlingVersion.LatestRelease().get().fullVersion()).isEqualTo("0.0.0");
  }
}
