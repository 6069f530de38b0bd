package dropwizardapm.lab;

import static dropwizardapm.lab.FaultyHost.SERVICE_URL;
import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What everything stands on fails: names, disks, power. */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "takes four minutes: run ./apm test --long")
@NeedsLab
@Order(18)
class ITHostFaults {
  private static final Lab LAB = Lab.STACK;
  private static final FaultyHost HOST = new FaultyHost(LAB);
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);
  private static final String ALL =
      "dropwizard-app prometheus prometheus-alertmanager prometheus-node-exporter"
          + " prometheus-blackbox-exporter prometheus-deadman";
  private static final String AMTOOL = "amtool --alertmanager.url=http://127.0.0.1:9093 silence ";

  private static final String UP = "up{job=\"node\"}";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @AfterAll
  static void publish() throws IOException {
    Reliability.publish();
  }

  /** Not even its own, as where a host's name stands in DNS alone. */
  @Test
  void everything_startsAndIsScraped_whenNoNameCanBeResolved() {
    HOST.with(
        "cp /etc/resolv.conf /etc/hosts /root && echo nameserver %s.99 > /etc/resolv.conf && echo 127.0.0.1 localhost > /etc/hosts"
            .formatted(LAB.subnet()),
        "cat /root/resolv.conf > /etc/resolv.conf && cat /root/hosts > /etc/hosts && rm"
            + " /root/resolv.conf /root/hosts",
        () -> {
          Duration back =
              HOST.isBack("systemctl restart " + ALL, SERVICE_URL, Duration.ofSeconds(45));
          awaitScrapes();
          Reliability.seen(
              "DNS gone, and all restarted", "all start and are scraped; back within 45 s", back);
        });
  }

  @Test
  void diskOfMonitoringThatIsFull_leavesTheServiceServing_andIsUsedAgainOnceItHasRoom() {
    String data = "/var/lib/prometheus/metrics2";
    HOST.with(
        "systemctl stop prometheus && mount -t tmpfs -o size=16m,mode=0755,uid=$(id -u prometheus),gid=$(id -g prometheus) full %s && systemctl start prometheus"
            .formatted(data),
        "systemctl stop prometheus; umount %s; systemctl start prometheus".formatted(data),
        () -> {
          awaitScrapes();
          long last = lastSample();
          LAB.ssh("fallocate -l $(df --output=avail -B1 %1$s | tail -1) %1$s/full".formatted(data))
              .succeeded();
          within(Duration.ofMinutes(1))
              .until(() -> !PROMETHEUS.query("time() - max(timestamp(up)) > 20").isEmpty());
          assertThat(Http.get("http://" + LAB.address() + ":8031/compute/20").statusCode())
              .isEqualTo(200);
          Duration back =
              HOST.isBack(
                  "rm %s/full; until curl -s 127.0.0.1:9090/api/v1/query --data-urlencode 'query=time() - max(timestamp(up)) < 5' | grep -q value; do sleep 0.2; done"
                      .formatted(data),
                  "127.0.0.1:9090/-/ready",
                  Duration.ofSeconds(30));
          LAB.ssh("systemctl restart prometheus").succeeded();
          awaitScrapes();
          assertHas(last);
          Reliability.seen(
              "disk of Prometheus full, and freed",
              "the service serves; Prometheus stores again within 30 s, and keeps what it had",
              back);
        });
  }

  @Test
  void diskOfTheLogThatIsFull_leavesTheServiceServing() {
    String log = "/var/log/journal";
    HOST.with(
        "mount -t tmpfs -o size=16m full %1$s && systemctl restart systemd-journald && fallocate -l $(df --output=avail -B1 %1$s | tail -1) %1$s/full"
            .formatted(log),
        "umount --lazy %s; systemctl restart systemd-journald".formatted(log),
        () -> {
          LAB.ssh("yes '' | head -n 20000 | sed 's/^/a line that has nowhere to go/' | logger")
              .succeeded();
          Duration back =
              HOST.isBack("systemctl restart dropwizard-app", SERVICE_URL, Duration.ofSeconds(15));
          Reliability.seen(
              "disk of the log full", "the service serves, and restarts within 15 s", back);
        });
  }

  @Test
  void everything_isBack_afterAReboot() {
    afterLossOf("reboot", () -> LAB.ssh("systemctl reboot"));
  }

  @Test
  void everything_isBack_afterAPowerCut_withDataSilencesAndRelease() {
    String silence =
        LAB.ssh(AMTOOL + "add --duration=1h --author=me --comment=test alertname=Nothing")
            .succeeded()
            .output()
            .strip();
    String release = release();
    // Alertmanager writes its silences once a minute.
    within(Duration.ofSeconds(90))
        .until(
            () ->
                LAB.ssh("grep -q %s /var/lib/prometheus/alertmanager/silences".formatted(silence))
                        .exit()
                    == 0);

    afterLossOf("power cut", () -> LAB.lab("kill", "apm1").succeeded());

    assertThat(release()).isEqualTo(release);
    LAB.ssh(AMTOOL + "expire " + silence).succeeded();
  }

  /** Nobody has seen it: whoever has hosts that can be set finds out here that it is missing. */
  @Test
  void everything_goesOn_whenTheClockIsSetByAnHour() {
    Command set = LAB.ssh("date --set=now");
    assumeTrue(set.exit() == 0, "a lab host may not set its machine's clock: " + set.words());
    throw new AssertionError("this host can set its clock: write this test");
  }

  private static void afterLossOf(String fault, Runnable lose) {
    awaitScrapes();
    long last = lastSample();
    String boot = boot();
    long start = System.nanoTime();
    lose.run();
    within(LIMIT)
        .ignoreExceptions()
        .until(() -> LAB.lab("boot").succeeded().exit() == 0 && !boot().equals(boot));
    HOST.isBack(":", SERVICE_URL, LIMIT);
    HOST.isBack(":", "127.0.0.1:9090/-/ready", LIMIT);
    Duration back = Duration.ofNanos(System.nanoTime() - start);

    assertThat(LAB.ssh("systemctl --failed --no-legend").output()).isBlank();
    awaitScrapes();
    assertHas(last);
    String next = "min_over_time((timestamp(%s) > %d)[5m:1s])".formatted(UP, last + 1);
    // The steps of a subquery are whole seconds: the first sample may be younger than the last one.
    within(Duration.ofSeconds(10)).until(() -> !PROMETHEUS.query(next).isEmpty());
    assertThat(value(next) - last)
        .as("gap in the samples")
        .isLessThan(back.plus(Duration.ofSeconds(45)).toSeconds());
    Reliability.seen(
        fault + " of the host", "all is back within 2 min, and no sample of before is lost", back);
  }

  private static void awaitScrapes() {
    within(Duration.ofMinutes(1))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(PROMETHEUS.targets())
                    .isNotEmpty()
                    .allMatch(target -> target.health().equals("up")));
  }

  /** When it was taken, in whole seconds. */
  private static long lastSample() {
    return value("timestamp(" + UP + ")");
  }

  /** Holds that this very sample is there, and not an earlier one in its place. */
  private static void assertHas(long sample) {
    assertThat(value("timestamp(%s @ %d)".formatted(UP, sample + 1))).isEqualTo(sample);
  }

  private static long value(String expression) {
    return (long) PROMETHEUS.query(expression).getFirst().value();
  }

  private static String boot() {
    return LAB.ssh("cat /proc/sys/kernel/random/boot_id").succeeded().output();
  }

  private static String release() {
    return LAB.ssh("readlink /opt/dropwizard-app/current").succeeded().output();
  }
}
