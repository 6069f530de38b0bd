package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a host beside the stack's: what others have set up there is not taken over unasked. */
@NeedsOwnHosts
class ITForeign {
  private static final Lab LAB = Lab.STACK;
  private static final String INVENTORY = LAB.inventory("foreign", "apm6");
  private static final String JOB =
      "scrape_configs: [{job_name: mine, static_configs: [{targets: [\"127.0.0.1:9090\"]}]}]";

  @BeforeAll
  static void setUpSomethingOfOnesOwn() {
    LAB.lab("reset", "apm6").succeeded();
    on(
        "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends"
            + " prometheus prometheus-alertmanager prometheus-node-exporter prometheus-blackbox-exporter >/dev/null 2>&1");
  }

  @Test
  @Order(1)
  void untouchedPackages_areNobodys() {
    preflight().succeeded();
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource(
      delimiter = '|',
      value = {
        "prometheus | /etc/default/prometheus | echo 'ARGS=\"--storage.tsdb.retention.time=400d\"' > FILE",
        "alertmanager | /etc/systemd/system/prometheus-alertmanager.service | cp /usr/lib/systemd/system/prometheus-alertmanager.service FILE",
        "node_exporter | /etc/systemd/system/prometheus-node-exporter.service.d/own.conf | mkdir -p $(dirname FILE) && printf '[Service]\\nExecStart=\\nExecStart=/usr/bin/prometheus-node-exporter\\n' > FILE",
        "blackbox_exporter | /etc/prometheus/blackbox.yml | echo 'modules: {mine: {prober: tcp}}' > FILE",
        "service | /etc/systemd/system/dropwizard-app.service | cp /usr/lib/systemd/system/prometheus.service FILE",
        "service | /opt/dropwizard-app | mkdir FILE && touch FILE/app.jar"
      })
  void whatOthersHaveSetUp_isRefusedByName(String role, String file, String setUp) {
    on(
        "tar --create --absolute-names --file /root/before.tar /etc/default /etc/prometheus /etc/systemd/system");
    on(setUp.replace("FILE", file) + " && systemctl daemon-reload");
    try {
      assertThat(preflight().failed().words()).contains(file, role + "_take_over: true");
    } finally {
      on(
          "rm -r "
              + file
              + "; tar --extract --absolute-names --file /root/before.tar && systemctl daemon-reload");
    }
  }

  @Test
  @Order(3)
  void retention_isNeverShortenedUnasked() {
    on(
        "echo 'ARGS=\"--storage.tsdb.retention.time=400d\"' > /etc/default/prometheus && echo '"
            + JOB
            + "' > /etc/prometheus/prometheus.yml && systemctl restart prometheus");

    assertThat(preflight("-e", "prometheus_take_over=true").failed().words())
        .contains("400d", "prometheus_retention_time is 40d", "prometheus_shorten_retention: true");
  }

  @Test
  @Order(4)
  void takenOver_isKept_andThenOurs() {
    on("cp /usr/lib/systemd/system/prometheus.service /etc/systemd/system/prometheus.service");
    String variables =
        "{\"prometheus_take_over\": true, \"prometheus_retention_time\": \"400d\", \"prometheus_retention_size\": \"\"}";

    Command run = deploy("--tags", "prometheus", "-e", variables).succeeded();

    assertThat(run.output()).contains("/var/backups/dropwizard-apm/prometheus-taken-over-");
    assertThat(
            on(
                "cd /var/backups/dropwizard-apm && stat --format=%a . *-taken-over-*.tar && tar --extract --to-stdout --file"
                    + " *-taken-over-*.tar etc/default/prometheus etc/prometheus/prometheus.yml etc/systemd/system/prometheus.service"))
        .contains("700\n600\n", "retention.time=400d", "job_name: mine", "ExecStart=");
    assertThat(on("systemctl show --property=FragmentPath --value prometheus"))
        .contains("/usr/lib/systemd/system/prometheus.service");
    assertThat(
            on(
                "tr '\\0' '\\n' < /proc/$(systemctl show --property=MainPID --value prometheus)/cmdline"))
        .contains("--storage.tsdb.retention.time=400d")
        .doesNotContain("retention.size");
    Command again =
        deploy(
                "--tags",
                "prometheus",
                "-e",
                variables.replace("\"prometheus_take_over\": true, ", ""))
            .succeeded();
    assertThat(Recap.of(again)).allSatisfy(host -> assertThat(host.changed()).isZero());
  }

  @Test
  @Order(5)
  @EnabledIfSystemProperty(
      named = "long",
      matches = "true",
      disabledReason = "takes a minute: run ./apm test --long")
  void takenOver_isPutBack_whenOursIsUninstalled() {
    on("ls /var/lib/prometheus/metrics2 | grep .");

    LAB.playbook("uninstall.yml", INVENTORY, "--tags", "prometheus", "-e", "uninstall_data=true")
        .succeeded();

    assertThat(on("cat /etc/default/prometheus /etc/prometheus/prometheus.yml"))
        .contains("ARGS=\"--storage.tsdb.retention.time=400d\"", JOB);
    assertThat(on("systemctl show --property=FragmentPath --property=ActiveState prometheus"))
        .contains("FragmentPath=/etc/systemd/system/prometheus.service", "ActiveState=active");
    on("ls /var/lib/prometheus/metrics2 | grep .");
  }

  private static Command preflight(String... options) {
    List<String> all = new ArrayList<>(List.of("--tags", "check"));
    all.addAll(List.of(options));
    Command run = deploy(all.toArray(String[]::new));
    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    return run;
  }

  private static Command deploy(String... options) {
    return LAB.play(INVENTORY, options);
  }

  private static String on(String command) {
    return LAB.lab("ssh", "apm6", command).succeeded().output();
  }
}
