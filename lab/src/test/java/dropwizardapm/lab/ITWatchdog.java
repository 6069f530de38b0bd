package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The dead man's switch, with what it waits for made faster: Prometheus sends again after 5 s
 * instead of a minute, and the patience is 50 s instead of 180 s. Alertmanager passes on every 30 s
 * as it always does.
 */
@NeedsLab
@Order(13)
class ITWatchdog {
  private static final Lab LAB = Lab.STACK;

  @BeforeAll
  static void hurry() {
    LAB.ssh(
            "sed -i 's|^ARGS=\"|&--rules.alert.resend-delay=5s |' /etc/default/prometheus"
                + " && sed -i 's|^DEADMAN_PATIENCE=.*|DEADMAN_PATIENCE=50|' /etc/default/prometheus-deadman"
                + " && systemctl restart prometheus prometheus-deadman")
        .succeeded();
  }

  @AfterAll
  static void slowDown() {
    LAB.ssh(
            "sed -i 's|--rules.alert.resend-delay=5s ||' /etc/default/prometheus"
                + " && sed -i 's|^DEADMAN_PATIENCE=.*|DEADMAN_PATIENCE=180|' /etc/default/prometheus-deadman"
                + " && systemctl restart prometheus prometheus-deadman")
        .succeeded();
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus, the Watchdog has not been evaluated for",
    "prometheus-alertmanager, Alertmanager has not posted the Watchdog for"
  })
  void stoppedMonitoring_raisesTheAlarm_andStartingItClearsIt(String unit, String reason) {
    awaitAnswer(200);
    String since = LAB.ssh("date +%s").output().strip();

    LAB.ssh("systemctl stop " + unit).succeeded();
    try {
      assertThat(awaitAnswer(503)).startsWith(reason);
      awaitJournal(since, "err", "ALARM: " + reason);
    } finally {
      LAB.ssh("systemctl start " + unit).succeeded();
    }
    awaitAnswer(200);
    awaitJournal(since, "notice", "CLEARED");
  }

  @Test
  void strangePosts_areRefused_andDoNotFeedIt() {
    for (String body : new String[] {"x", "[]", "{}", "{\"alerts\":[{}]}"}) {
      assertThat(
              LAB.ssh(
                      "curl -s -o /dev/null -w '%{http_code}' -d '"
                          + body
                          + "' http://127.0.0.1:9095/")
                  .output()
                  .strip())
          .isEqualTo("400");
    }
  }

  @Test
  void unit_staysWithinItsExposureBudget() {
    LAB.ssh("systemd-analyze security --no-pager --threshold=20 prometheus-deadman.service")
        .succeeded();
    assertThat(LAB.ssh("systemd-analyze verify prometheus-deadman.service").succeeded().output())
        .isBlank();
  }

  private static String awaitAnswer(int status) {
    return await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(ITWatchdog::ask, answer -> answer.endsWith("\n" + status));
  }

  /** What it says, and the status below; it listens on the loopback only. */
  private static String ask() {
    return LAB.ssh("curl -s -w '%{http_code}' http://127.0.0.1:9095/").output();
  }

  private static void awaitJournal(String since, String priority, String text) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                LAB.ssh(
                        "journalctl --quiet --unit=prometheus-deadman --output=cat --since=@"
                            + since
                            + " --priority="
                            + priority
                            + ".."
                            + priority)
                    .output()
                    .contains(text));
  }
}
