package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Everything listens on the host's own address alone, and people come through a proxy that knows
 * Prometheus and Alertmanager by paths: whoever asks them, asks there.
 */
@NeedsLab
@Order(18)
class ITOwnAddress {
  private static final Lab LAB = Lab.STACK;
  private static final String OWN =
      """
      {"prometheus_listen_address": "{{ ansible_host }}", "alertmanager_listen_address": "{{ ansible_host }}",
       "node_exporter_listen_address": "{{ ansible_host }}", "deadman_listen_address": "{{ ansible_host }}",
       "blackbox_exporter_listen_address": "{{ ansible_host }}",
       "service_config": {"server": {"applicationConnectors":
         [{"type": "http", "port": "{{ service_port }}", "bindHost": "{{ ansible_host }}"}]}},
       "prometheus_external_url": "https://watch.example.org/prometheus",
       "alertmanager_external_url": "https://watch.example.org/alerts/"}""";

  /**
   * Ends with the verification of every part, so that it fails where one asks in the wrong place.
   */
  @BeforeAll
  static void deploy() {
    LAB.deploy("-e", OWN).succeeded();
  }

  @AfterAll
  static void deployTheDefaults() {
    LAB.deploy().succeeded();
  }

  @Test
  void deploy_again_changesNothing() {
    Command again = LAB.deploy("-e", OWN).succeeded();

    assertThat(Recap.of(again)).allSatisfy(host -> assertThat(host.changed()).isZero());
  }

  /** The JVM listens on a socket for both families. */
  @Test
  void nothing_listensOnTheLoopbackOrOnEveryAddress() {
    Command listeners =
        LAB.ssh(
                "ss --no-header --listening --tcp --numeric | awk '{print $4}'"
                    + " | sed 's/^\\[::ffff:\\(.*\\)\\]:/\\1:/'"
                    + " | grep -E ':(8031|9090|9093|9095|9100|9115)$'")
            .succeeded();

    assertThat(listeners.output().lines())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(8031, 9090, 9093, 9095, 9100, 9115)
                .map(port -> LAB.address() + ":" + port)
                .toList());
  }

  @Test
  void everyTarget_isUp() {
    within(Duration.ofSeconds(45))
        .untilAsserted(
            () ->
                assertThat(
                        Http.json(prometheus("/api/v1/targets?state=active"))
                            .findValuesAsText("health"))
                    .hasSizeGreaterThan(5)
                    .containsOnly("up"));
  }

  @Test
  void watchdog_getsThroughToTheDeadMansSwitch() {
    within(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(
                        Http.get("http://" + LAB.address() + ":9093/alerts/metrics").body().lines())
                    .anyMatch(
                        line ->
                            line.matches(
                                "alertmanager_notifications_total\\{.*integration=\"webhook\".* [1-9].*"))
                    .noneMatch(
                        line ->
                            line.matches(
                                "alertmanager_notifications_failed_total\\{.*integration=\"webhook\".* [1-9].*")));
  }

  @Test
  void runbook_isServedBelowThePath_andAsksWhereTheDaemonsAnswer() {
    String page = Http.get(prometheus("/consoles/runbooks/Watchdog.html")).body();

    assertThat(page)
        .contains(prometheus("/api/v1/alertmanagers"), LAB.address() + ":9093/alerts alert query")
        .doesNotContain("127.0.0.1");
  }

  private static String prometheus(String path) {
    return "http://" + LAB.address() + ":9090/prometheus" + path;
  }
}
