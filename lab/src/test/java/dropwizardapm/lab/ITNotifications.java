package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What fires reaches people, by webhook and by e-mail; when the monitoring itself stops, the dead
 * man's switch does. What it waits for is made faster: Prometheus sends again with every evaluation
 * (15 s) instead of each minute, Alertmanager passes on every 5 s instead of every 30 s, and the
 * timeout is 30 s instead of 180 s.
 */
@NeedsLab
@Order(13)
class ITNotifications {
  private static final Lab LAB = Lab.STACK;
  private static final MailServer MAIL = new MailServer(LAB);
  private static final Alert SILENT = new Alert("MonitoringSilent", "");

  private static Webhook webhook;

  @BeforeAll
  static void deployReceivers() {
    webhook = new Webhook(LAB);
    MAIL.start();
    deploy(
        """
        {"alertmanager_webhook_urls": ["%s"], "alertmanager_critical_webhook_urls": ["%s"],
         "alertmanager_email_to": ["people@example.org"], "alertmanager_email_from": "apm1@example.org",
         "alertmanager_smtp_host": "%s", "alertmanager_group_interval": "10s"}
        """
            .formatted(webhook.url("/warning"), webhook.url("/critical"), MailServer.ADDRESS));
    LAB.ssh(
            "sed -i 's|^ARGS=\"|&--rules.alert.resend-delay=5s |' /etc/default/prometheus"
                + " && sed -i 's|^DEADMAN_TIMEOUT=.*|DEADMAN_TIMEOUT=30|' /etc/default/prometheus-deadman"
                + " && sed -i 's|group_interval: 30s|group_interval: 5s|; s|repeat_interval: 25s|repeat_interval: 4s|'"
                + " /etc/prometheus/alertmanager.yml"
                + " && systemctl restart prometheus prometheus-deadman prometheus-alertmanager")
        .succeeded();
  }

  @AfterAll
  static void takeReceiversBack() {
    LAB.ssh(
            "sed -i 's|--rules.alert.resend-delay=5s ||' /etc/default/prometheus"
                + " && systemctl restart prometheus")
        .succeeded();
    deploy("{}");
    MAIL.stop();
    webhook.close();
  }

  @BeforeEach
  void emptyTheMailbox() {
    MAIL.empty();
  }

  @ParameterizedTest
  @CsvSource({"critical", "warning"})
  void alert_reachesTheWebhookAndTheMailboxOfItsSeverity_andSoDoesItsEnd(String severity) {
    Alert alert = new Alert("Receivers", severity + "-test");
    String add =
        "amtool --alertmanager.url=http://localhost:9093 alert add Receivers severity=%s job=%s"
            .formatted(severity, alert.job());
    Instant start = Instant.now();

    LAB.ssh(add).succeeded();
    awaitBoth("firing", alert, start, "[FIRING:1] Receivers " + alert.job());
    LAB.ssh(add + " --end=$(date -u +%FT%TZ)").succeeded();
    awaitBoth("resolved", alert, start, "[RESOLVED] Receivers " + alert.job());

    assertThat(webhook.notifications())
        .filteredOn(notification -> notification.alert().equals(alert))
        .allMatch(notification -> notification.path().equals("/" + severity));
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus, the Watchdog has not been evaluated for",
    "prometheus-alertmanager, Alertmanager has not posted the Watchdog for"
  })
  void stoppedMonitoring_raisesTheAlarm_andStartingItClearsIt(String unit, String reason) {
    awaitAnswer(200);
    String since = LAB.ssh("date +%s").output().strip();
    Instant start = Instant.now();

    LAB.ssh("systemctl stop " + unit).succeeded();
    try {
      assertThat(awaitAnswer(503)).startsWith(reason);
      awaitJournal(since, "err", "ALARM: " + reason);
      awaitBoth("firing", SILENT, start, "[FIRING] MonitoringSilent on apm1");
    } finally {
      LAB.ssh("systemctl start " + unit).succeeded();
    }
    awaitAnswer(200);
    awaitJournal(since, "notice", "CLEARED");
    awaitBoth("resolved", SILENT, start, "[RESOLVED] MonitoringSilent on apm1");
    assertThat(webhook.notifications())
        .filteredOn(notification -> notification.alert().equals(SILENT))
        .allMatch(notification -> notification.path().equals("/critical"));
  }

  @Test
  void mailOfTheDeadMansSwitch_isHeldBack_whenNobodyVouchesForTheServer() {
    assertThat(
            LAB.ssh(
                    """
                    SSL_CERT_FILE=/dev/null SSL_CERT_DIR=/dev/null python3 -B -c 'if True:
                      import sys
                      sys.path.insert(0, "/usr/local/lib/prometheus-deadman")
                      import deadman
                      chosen = deadman.settings()
                      chosen.update(SMTP="%s", MAIL_FROM="a@example.org", MAIL_TO="b@example.org")
                      deadman.to_mail(chosen)("silence")'
                    """
                        .formatted(MailServer.ADDRESS))
                .failed()
                .output())
        .contains("CERTIFICATE_VERIFY_FAILED");
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

  private static void deploy(String variables) {
    LAB.deploy("--tags", "alertmanager,deadman", "-e", variables).succeeded();
  }

  private static void awaitBoth(String status, Alert alert, Instant start, String subject) {
    within(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(webhook.has(status, alert, start)).isTrue();
              assertThat(MAIL.subjects()).anyMatch(mail -> mail.startsWith(subject));
            });
  }

  /** Within less than the timeout that is the default: the one that is set counts. */
  private static String awaitAnswer(int status) {
    return within(Duration.ofMinutes(2))
        .until(ITNotifications::ask, answer -> answer.endsWith("\n" + status));
  }

  /** What it says, and the status below; it listens on the loopback only. */
  private static String ask() {
    return LAB.ssh("curl -s -w '%{http_code}' http://127.0.0.1:9095/").output();
  }

  private static void awaitJournal(String since, String priority, String text) {
    within(Duration.ofSeconds(10))
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
