package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A monitoring host is lost, with all that is on it, and comes back. Its Grafana is a {@link
 * GrafanaStandIn}: that a real one starts with its database and decrypts what is in it, nobody has
 * seen here. Each test needs what the one before it left.
 */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "deploys a host twice: run ./apm test --long")
@NeedsOwnHosts
class ITBackup {
  private static final Lab LAB = Lab.STACK.beside(5);
  private static final GrafanaHost HOST = new GrafanaHost(LAB, "apm1");
  private static final Prometheus PROMETHEUS = new Prometheus(LAB);
  private static final String AMTOOL = "amtool --alertmanager.url=http://127.0.0.1:9093 silence ";
  private static final String JOURNAL = "journalctl --identifier=dropwizard-apm --output=cat";
  private static final String STAGED =
      "ls -d /var/tmp/dropwizard-apm-* /var/backups/dropwizard-apm/{backup,restore} /var/lib/prometheus/metrics2/{backup,restore} /var/lib/prometheus/*/before-restore* /var/lib/grafana/before-restore* /etc/credstore/before-restore* /etc/prometheus/rules.d/before-restore* 2>/dev/null || true";

  private static Path directory;
  private static Path archives;
  private static String inventory;
  private static String silence;
  private static long sample;

  @BeforeAll
  static void deploy() throws IOException {
    directory = Files.createTempDirectory("apm-backup-");
    archives = directory.resolve("archives");
    Path grafana = GrafanaStandIn.archive(directory, "12.99.2");
    // As one who has to become root: what such a user may read decides how an archive travels.
    String connection =
        LAB.connection("apm1")
            .replace("ansible_user: root", "ansible_user: deploy, ansible_become_password: deploy");
    String everywhere =
        "prometheus_listen_address: '', alertmanager_listen_address: '', grafana_archive: ";
    inventory =
        Files.writeString(
                directory.resolve("inventory.yml"),
                "monitoring:\n  hosts:\n    apm1: %s\n  vars: {%s%s}\n"
                    .formatted(connection, everywhere, grafana))
            .toString();
    LAB.lab("reset", "apm1").succeeded();
    LAB.play(inventory).succeeded();

    silence =
        HOST.output(AMTOOL + "add --duration=2h --author=me --comment=test alertname=Nothing");
    HOST.post(
        HOST.administrator(),
        "datasources",
        "{\"name\":\"Mine\",\"uid\":\"mine\",\"secret\":\"s3cret\"}");
    HOST.addDashboard(HOST.administrator(), "mine", "My own");
    HOST.output(
        "mkdir -p /etc/prometheus/rules.d && echo '{groups: [{name: own, rules: [{record: own, expr: vector(1)}]}]}' > /etc/prometheus/rules.d/own.yml && systemctl reload prometheus");
    within(Duration.ofMinutes(1)).until(() -> !PROMETHEUS.query("own").isEmpty());
    sample = (long) PROMETHEUS.query("timestamp(up{job=\"node\"})").getFirst().value();
  }

  @AfterAll
  static void remove() {
    LAB.lab("down").succeeded();
    Command.run("rm", "-r", directory.toString()).succeeded();
  }

  @Test
  @Order(1)
  void checkMode_saysWhatItWouldArchive_andChangesNothing() {
    assertThat(backup("--check").succeeded().words())
        .contains("apm1: alertmanager, grafana, prometheus would be archived in " + archives);
    assertThat(archives).doesNotExist();
  }

  @Test
  @Order(1)
  void roomThatIsMissing_isNamed_beforeAnythingIsChanged() {
    String mount = "mount -t tmpfs -o size=8k full ";
    HOST.output("mkdir -p /var/backups && " + mount + "/var/backups");
    archives.toFile().mkdir();
    Command.run("sh", "-c", mount + archives).succeeded();
    try {
      Command run = backup().failed();

      assertThat(run.words())
          .contains("On the host /var/backups/dropwizard-apm/backup need", "MB are free there")
          .contains("On the controller " + archives + " need", "backup_directory");
      assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    } finally {
      Command.run("sh", "-c", "umount " + archives + " && rmdir " + archives).succeeded();
      HOST.output("umount /var/backups");
    }
  }

  @Test
  @Order(2)
  void backup_missesNoScrape_raisesNoAlert_andLeavesNothingOnTheHost() throws IOException {
    String started = "systemctl show -P InvocationID prometheus prometheus-alertmanager";
    String before = HOST.output(started);
    // In pieces, as one that is large.
    Command run = backup("-e", "{\"_backup_piece_bytes\": 200000}").succeeded();

    // The age that the newest sample had: a scrape every 15 s, and the time that one takes.
    double gap =
        PROMETHEUS
            .query("max(max_over_time((time() - timestamp(up{job=\"node\"}))[3m:1s]))")
            .getFirst()
            .value();
    System.out.printf("backup: longest time without a sample %.0f s%n", gap);
    assertThat(gap).isLessThan(25);
    assertThat(run.words()).containsPattern("stood still for 0\\.\\d+ s").contains("(item=2 of ");
    assertThat(HOST.output(started)).isEqualTo(before);
    assertThat(PROMETHEUS.raisedAlerts())
        .contains("Watchdog")
        .doesNotContain("StackTargetDown", "RulesMissed", "NotIngesting", "AlertDeliveryFailing");
    HOST.output("curl --silent --fail http://127.0.0.1:9095/");
    assertThat(HOST.output(STAGED)).isEmpty();
    assertThat(run.words()).contains("apm1: " + archive(), "grafana 12.99.2");
    assertThat(
            Command.run("stat", "--format=%a", archives.toString(), archive().toString()).output())
        .isEqualTo("700\n600\n");
    assertThat(HOST.output(JOURNAL)).contains("backup to " + archive() + ", by root@");
  }

  @Test
  @Order(3)
  void archiveThatCannotBeUsed_isRefusedByName() throws IOException {
    Path cut = directory.resolve("cut.tar.gz");
    change("head --bytes=-9000", cut);
    Path foreign = directory.resolve("foreign.tar.gz");
    Command.run("tar", "-czf", foreign.toString(), "README.md").succeeded();
    Path newer = directory.resolve("newer.tar.gz");
    change("zcat | sed 's/\"grafana\": \"12.99.2\"/\"grafana\": \"92.99.2\"/' | gzip", newer);

    assertThat(refused(cut)).contains("restore_from: " + cut + " is cut off");
    assertThat(refused(foreign)).contains(foreign + " was not made by backup.yml");
    assertThat(refused(newer)).contains("newer versions", "grafana 92.99.2 (here 12.99.2)");
    assertThat(refused(directory)).contains(directory + " has no archive of apm1");
  }

  @Test
  @Order(4)
  void hostThatWasLost_hasItsSamplesSilencesAndDashboardsBack() throws IOException {
    LAB.lab("reset", "apm1").succeeded();
    LAB.play(inventory).succeeded();
    assertThat(restore(archives, "--check").succeeded().words())
        .contains("alertmanager, grafana, prometheus would be restored as they were at 20");
    assertThat(HOST.output(AMTOOL + "query")).doesNotContain(silence);

    restore(archives).succeeded();

    assertRestored();
    assertThat(HOST.output(JOURNAL)).contains("monitoring: restored from " + archive());
  }

  /** One that was cut off before Prometheus came up, and one that nobody has found good. */
  @Test
  @Order(5)
  void secondRun_afterOneThatWasCutOff_endsInTheSame() throws IOException {
    String kept = "/etc/prometheus/rules.d/before-restore";
    HOST.output("mkdir /var/lib/prometheus/metrics2/before-restore.aside " + kept);
    assertThat(restore(archive()).failed().words())
        .contains(kept + " is what gave way to an earlier restoration", "goes on as it is");
    HOST.output("rmdir " + kept);

    restore(archive()).succeeded();

    assertRestored();
  }

  @Test
  @Order(6)
  void dataThatADaemonDoesNotRunWith_leavesItWithWhatItHad() throws IOException {
    Path bad = directory.resolve("bad.tar.gz");
    change("zcat | sed 's/expr: vector(1)/expr: vector(((/' | gzip", bad);

    assertThat(restore(bad).failed().words())
        .contains("prometheus does not run with the data of the archive")
        .contains("What it had is back, and it runs");
    assertRestored();
  }

  private static void assertRestored() {
    String query = "timestamp(up{job=\"node\"} @ %d)".formatted(sample + 1);
    assertThat((long) PROMETHEUS.query(query).getFirst().value()).isEqualTo(sample);
    assertThat(HOST.output(AMTOOL + "query")).contains(silence);
    assertThat(HOST.get(HOST.administrator(), "search").findValuesAsText("uid")).contains("mine");
    assertThat(
            HOST.get(HOST.administrator(), "datasources/uid/mine/secret").path("secret").asText())
        .isEqualTo("s3cret");
    assertThat(HOST.output("systemctl --failed --no-legend")).isEmpty();
    assertThat(HOST.output(STAGED)).isEmpty();
    // Of this start, and not of the data: neither has been asked for or evaluated yet.
    within(Duration.ofMinutes(1))
        .until(() -> !PROMETHEUS.query("time() - timestamp(own) < 20").isEmpty());
    within(Duration.ofMinutes(1))
        .until(() -> !PROMETHEUS.query("prometheus_tsdb_wal_corruptions_total == 0").isEmpty());
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(archives)) {
      return files.max(Path::compareTo).orElseThrow();
    }
  }

  /** Makes another archive of it with a shell command. */
  private static void change(String command, Path changed) throws IOException {
    Command.run(
            "bash", "-c", "export LC_ALL=C; < %s %s > %s".formatted(archive(), command, changed))
        .succeeded();
  }

  private static Command backup(String... options) {
    return play("backup.yml", "backup_directory=" + archives, options);
  }

  private static Command restore(Path from, String... options) {
    return play("restore.yml", "restore_from=" + from, options);
  }

  private static Command play(String playbook, String variable, String... options) {
    Stream<String> all = Stream.concat(Stream.of("-e", variable), Stream.of(options));
    return LAB.playbook(playbook, inventory, all.toArray(String[]::new));
  }

  private static String refused(Path from) {
    Command run = restore(from).failed();
    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    return run.words();
  }
}
