package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A daemon goes on with what it had when it is given what it cannot run with; what it is given
 * arrives as it was written, and is shown to nobody who may not read it. Without the checks of the
 * preflight, which are others' subject and take longer than all the rest.
 */
@NeedsLab
@Order(18)
class ITDaemons {
  private static final Lab LAB = Lab.STACK;
  private static final String PASSWORD = "correct-horse-battery";

  @AfterAll
  static void takeEverythingBack() {
    LAB.deploy("--tags", "node_exporter,blackbox_exporter,deadman,alertmanager,prometheus,service")
        .succeeded();
  }

  @ParameterizedTest
  @CsvSource({"prometheus", "alertmanager", "node_exporter", "blackbox_exporter"})
  void unknownOption_isRefusedBeforeAnythingIsChanged(String role) {
    String unit = unit(role);
    String before = state(unit);

    Command run =
        deploy(role, "{\"%s_arguments\": [\"--no.such.option\"]}".formatted(role)).failed();

    assertThat(run.output())
        .contains("Correct " + role + "_arguments", "unknown long flag '--no.such.option'");
    assertThat(state(unit)).isEqualTo(before);
  }

  /** What no rehearsal finds: the daemon ends when it runs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prometheus | {\"prometheus_arguments\": [\"--query.timeout=maybe\"], \"prometheus_scrape_timeout\": \"7s\"}",
        "alertmanager | {\"alertmanager_arguments\": [\"--log.level=maybe\"], \"alertmanager_repeat_warning\": \"7h\"}",
        "node_exporter | {\"node_exporter_arguments\": [\"--log.level=maybe\"]}",
        "blackbox_exporter | {\"blackbox_exporter_arguments\": [\"--log.level=maybe\"]}",
        "deadman | {\"deadman_listen_address\": \"192.0.2.1\"}"
      })
  void daemonThatEnds_getsEverythingBackThatItHad(String role, String variables) {
    String unit = unit(role);
    String before = files(unit);
    Instant start = Instant.now();

    Command run = deploy(role, variables).failed();

    assertThat(run.output())
        .contains("it ends as soon as it runs", "The state before is back and runs", role + "_")
        .containsAnyOf("maybe", "Cannot assign requested address");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(2));
    assertThat(files(unit)).isEqualTo(before);
    assertThat(LAB.ssh("systemctl is-active " + unit).output().strip()).isEqualTo("active");
    LAB.ssh("test ! -e /run/" + unit + ".switching").succeeded();
  }

  /** As after a run that lost its connection between the new files and the restart. */
  @Test
  void switchThatWasCutOff_isFinishedByTheNextRun() {
    LAB.ssh(
            "touch /run/prometheus-node-exporter.switching"
                + " && sed -i 's/^ARGS=\"/&--no.such.option /' /etc/default/prometheus-node-exporter"
                + " && systemctl restart prometheus-node-exporter")
        .succeeded();

    deploy("node_exporter", "{}").succeeded();

    LAB.ssh("test ! -e /run/prometheus-node-exporter.switching").succeeded();
    assertThat(lines("cmdline", "prometheus-node-exporter"))
        .contains("--collector.systemd")
        .doesNotContain("--no.such.option");
  }

  @Test
  void option_arrivesAsItIsWritten() {
    String devices = "--collector.netdev.device-exclude=^(veth\\d+)$";
    String mounts =
        "--collector.filesystem.mount-points-exclude=^/(a  b|\"c\"|'d'|\\\\e\\\\|\\$g${HOME}$HOME|%h%%|#i|`j`)($|/)";
    deploy(
            "node_exporter",
            "{\"node_exporter_arguments\": [%s, %s]}".formatted(json(devices), json(mounts)))
        .succeeded();

    assertThat(lines("cmdline", "prometheus-node-exporter")).contains(devices, mounts);
  }

  @Test
  void secretsOfTheDeadMansSwitch_arriveAsTheyAreWritten() {
    String password = "a \"b\" 'c' \\d $e ${F} %g #h `i` \\\\";
    Command run =
        deploy(
                "deadman",
                "{\"deadman_smtp_password\": %s, \"deadman_webhook_urls\": [\"http://127.0.0.1:9/%s\"]}"
                    .formatted(json(password), PASSWORD))
            .succeeded();

    assertThat(lines("environ", "prometheus-deadman"))
        .contains("DEADMAN_SMTP_PASSWORD=" + password);
    assertThat(run.output()).doesNotContain(PASSWORD, "'c'");
    assertThat(deploy("deadman", "{}").succeeded().output()).doesNotContain(PASSWORD, "'c'");
  }

  @Test
  void optionsAndEnvironmentOfTheService_arriveAsTheyAreWritten() {
    String option = "-Dapm.test=a  b \"c\" 'd' \\e $f ${G} %h #i \\\\";
    String value = "a  b \"c\" 'd' \\e $f ${G} %h #i `j` \\\\";
    LAB.deploy(
            "--tags",
            "service",
            "-e",
            "{\"service_jvm_options\": [%s], \"service_environment\": {\"APM_TEST\": %s, \"APM_YES\": true}}"
                .formatted(json(option), json(value)))
        .succeeded();

    assertThat(lines("environ", "dropwizard-app")).contains("APM_TEST=" + value, "APM_YES=true");
    assertThat(
            LAB.ssh(
                    "/opt/dropwizard-app/java/bin/java @/etc/dropwizard-app/jvm.options -XshowSettings:properties -version 2>&1")
                .succeeded()
                .output())
        .contains(option.replaceFirst("-D(.*?)=", "$1 = "));
  }

  @Test
  void passwordOfAScrapeConfiguration_isForPrometheusAlone_andShowsNowhere() {
    LAB.ssh("chmod 0755 /etc/prometheus/trees && chmod 0644 /etc/prometheus/trees/*/prometheus.yml")
        .succeeded();
    String scrape =
        """
        {"prometheus_scrape_timeout": "8s", "prometheus_extra_scrape_configs": [{"job_name": "own", "basic_auth":
         {"username": "me", "password": "%s"}, "static_configs": [{"targets": ["127.0.0.1:9"]}]}]}
        """
            .formatted(PASSWORD);

    Command with = deploy("prometheus", scrape).succeeded();
    assertThat(with.output()).contains("+  scrape_timeout: 8s").doesNotContain(PASSWORD);
    assertThat(readable("/etc/prometheus")).isEmpty();
    Command without = deploy("prometheus", "{}").succeeded();
    assertThat(without.output()).contains("-  scrape_timeout: 8s").doesNotContain(PASSWORD);
  }

  @Test
  void passwordOfAModule_isForTheExporterAlone_andShowsNowhere() {
    String modules =
        """
        {"blackbox_exporter_modules": {"http_2xx": {"prober": "http", "http": {"preferred_ip_protocol": "ip4",
         "basic_auth": {"username": "me", "password": "%s"}}}}}
        """
            .formatted(PASSWORD);

    assertThat(deploy("blackbox_exporter", modules).succeeded().output()).doesNotContain(PASSWORD);
    assertThat(readable("/etc/prometheus")).isEmpty();
    assertThat(deploy("blackbox_exporter", "{}").succeeded().output()).doesNotContain(PASSWORD);
  }

  /** Files below the directory that hold the password, as far as another user can see. */
  private static String readable(String directory) {
    return LAB.ssh(
            "setpriv --reuid=nobody --regid=nogroup --clear-groups grep -rls "
                + PASSWORD
                + " "
                + directory)
        .output();
  }

  private static Command deploy(String tags, String variables) {
    return LAB.deploy("--diff", "--skip-tags", "always,check", "--tags", tags, "-e", variables);
  }

  private static String unit(String role) {
    return role.equals("prometheus") ? role : "prometheus-" + role.replace('_', '-');
  }

  /** What the unit reads, and the process that has read it. */
  private static String state(String unit) {
    return files(unit) + LAB.ssh("systemctl show --property=MainPID,ActiveState " + unit).output();
  }

  private static String files(String unit) {
    return LAB.ssh(
            "sha256sum /etc/default/%1$s /etc/prometheus/*.yml /etc/systemd/system/%1$s.service.d/* 2>/dev/null;"
                    .formatted(unit)
                + " stat --format='%n %a %U %G' /etc/prometheus/*.yml /etc/default/prometheus*; readlink /etc/prometheus/current")
        .succeeded()
        .output();
  }

  private static List<String> lines(String file, String unit) {
    return LAB.ssh(
            "tr '\\0' '\\n' < /proc/$(systemctl show --property=MainPID --value %s)/%s"
                .formatted(unit, file))
        .succeeded()
        .output()
        .lines()
        .toList();
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
