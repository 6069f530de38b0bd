package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What a run promises before it has changed anything: check mode works, and bad input is refused.
 */
@NeedsLab
@Order(1)
class ITBlankHost {
  private static final Lab LAB = Lab.STACK;

  @Test
  @Order(1)
  void checkModePasses_andChangesNothing() {
    String before = packages();
    Command check = LAB.deploy("--check", "--diff").succeeded();

    assertThat(Recap.of(check)).allSatisfy(host -> assertThat(host.changed()).isPositive());
    assertThat(packages()).isEqualTo(before);
    LAB.ssh("test ! -e /opt/dropwizard-app && test ! -e /etc/prometheus").succeeded();
  }

  @Test
  void wrongType_isRefusedByName() {
    assertThat(refused("-e", "service_port=eight")).contains("service_port");
  }

  @Test
  void missingArchive_isRefusedByName() {
    assertThat(refused("-e", "service_archive=/nowhere/app.tar.gz"))
        .contains("/nowhere/app.tar.gz", "service_archive");
  }

  @Test
  void unreachableGrafana_isRefusedWithEveryWayOut() {
    assertThat(
            refused(
                "-e", "grafana_unreachable=fail", "-e", "grafana_repository=http://127.0.0.1:9"))
        .contains("http://127.0.0.1:9", "grafana_archive", "grafana_package", "grafana_enabled");
  }

  /** What the refusing run printed; it must not have changed the host. */
  private static String refused(String... options) {
    Command run = LAB.deploy(options).failed();
    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    return run.words();
  }

  private static String packages() {
    return LAB.ssh("dpkg-query --show").succeeded().output();
  }
}
