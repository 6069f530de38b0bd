package dropwizardapm.lab;

import static dropwizardapm.lab.FaultyHost.SERVICE_URL;
import static dropwizardapm.lab.FaultyHost.kill;
import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process ends, or finds its place taken: it comes back by itself. */
@NeedsLab
@Order(18)
class ITFaults {
  private static final Lab LAB = Lab.STACK;
  private static final FaultyHost HOST = new FaultyHost(LAB);
  private static final Duration PROMISE = Duration.ofSeconds(5);

  @AfterAll
  static void publish() throws IOException {
    Reliability.publish();
  }

  /** systemd alone would wait longer each time, and would count the restarts of the last year. */
  @Test
  void service_isBack_whenKilled_andTheNextTimeAsSoon() {
    Duration back = HOST.isBack(kill("dropwizard-app"), SERVICE_URL, PROMISE);

    within(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(LAB.ssh("systemctl show -P RestartUSecNext dropwizard-app").output())
                    .isEqualTo("100ms\n"));
    Reliability.seen("`kill -9` of dropwizard-app", "back within 5 s, each time", back);
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus, 9090/-/ready",
    "prometheus-alertmanager, 9093/-/ready",
    "prometheus-node-exporter, 9100/metrics",
    "prometheus-blackbox-exporter, 9115/-/healthy",
    "prometheus-deadman, 9095/"
  })
  void daemon_isBack_whenKilled(String unit, String answers) {
    Duration back = HOST.isBack(kill(unit), "127.0.0.1:" + answers, PROMISE);

    Reliability.seen("`kill -9` of " + unit, "back within 5 s", back);
  }

  @Test
  void portThatIsTaken_isNamed_andServedSoonAfterItIsFree() {
    HOST.with(
        "systemctl stop dropwizard-app && systemd-run --quiet --unit=taker python3 -m http.server"
            + " 8031 && curl -s -o /dev/null --retry 60 --retry-connrefused --retry-delay 1"
            + " localhost:8031",
        "systemctl stop taker; systemctl start dropwizard-app",
        () -> {
          LAB.ssh("systemctl start dropwizard-app").failed();
          assertThat(LAB.ssh("journalctl -o cat -n 50 -u dropwizard-app").output())
              .contains(
                  "cannot start: Failed to bind to 0.0.0.0/0.0.0.0:8031: Address already in use");
          Reliability.seen(
              "the service's port taken by another process, and freed",
              "the start fails and names the port; back within 15 s of the end",
              HOST.isBack("systemctl stop taker", SERVICE_URL, Duration.ofSeconds(15)));
        });
  }
}
