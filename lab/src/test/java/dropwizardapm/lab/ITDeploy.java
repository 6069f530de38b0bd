package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job, through the front door. */
@NeedsLab
@Order(2)
class ITDeploy {
  private static final Lab LAB = Lab.STACK;

  /** Out of reach on every machine, also where Grafana's own repository is not. */
  private static final String NO_GRAFANA = "grafana_repository=http://127.0.0.1:9";

  @Test
  @Order(1)
  void labUp_deploysTheStackAndNamesItsAddresses() {
    Command up = LAB.apm("lab", "up", "-e", NO_GRAFANA).succeeded();

    assertThat(Recap.of(up)).allSatisfy(host -> assertThat(host.changed()).isPositive());
    assertThat(lastLines(up))
        .contains(
            "http://" + LAB.address() + ":8031",
            "http://" + LAB.address() + ":9090",
            "./apm load smoke",
            "GRAFANA IS NOT INSTALLED",
            "grafana_archive=");
  }

  @Test
  @Order(2)
  void labUp_again_changesNothing() {
    Command up = LAB.apm("lab", "up", "-e", NO_GRAFANA).succeeded();

    assertThat(up.output()).contains("apm1 is running already");
    assertThat(Recap.of(up)).allSatisfy(host -> assertThat(host.changed()).isZero());
  }

  @Test
  @Order(3)
  void checkMode_afterADeploy_changesNothing() {
    Command check = LAB.deploy("--check", "--diff", "-e", NO_GRAFANA).succeeded();

    assertThat(Recap.of(check)).allSatisfy(host -> assertThat(host.changed()).isZero());
  }

  @Test
  void systemd_isRunningWithoutAFailedUnit() {
    assertThat(LAB.ssh("systemctl is-system-running").output().strip()).isEqualTo("running");
    assertThat(LAB.ssh("systemctl --failed --no-legend").output()).isBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dropwizard-app",
        "prometheus",
        "prometheus-alertmanager",
        "prometheus-node-exporter",
        "prometheus-blackbox-exporter",
        "prometheus-deadman"
      })
  void unit_passesSystemdsOwnVerification(String unit) {
    assertThat(LAB.ssh("systemd-analyze verify " + unit + ".service").succeeded().output())
        .isBlank();
  }

  /**
   * 1.1 is the best that a public JVM unit has (deployment anchors); 2.0 is ours for all others.
   */
  @ParameterizedTest
  @CsvSource({
    "dropwizard-app, 11",
    "prometheus, 20",
    "prometheus-alertmanager, 20",
    "prometheus-node-exporter, 20",
    "prometheus-blackbox-exporter, 20",
    "prometheus-deadman, 20"
  })
  void unit_staysWithinItsExposureBudget(String unit, int tenths) {
    Command scores =
        LAB.ssh(
            "systemd-analyze security --no-pager --threshold=" + tenths + " " + unit + ".service");
    scores
        .succeeded()
        .output()
        .lines()
        .filter(line -> line.contains("Overall exposure level"))
        .forEach(System.out::println);
  }

  private static String lastLines(Command command) {
    List<String> lines = command.output().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
  }
}
