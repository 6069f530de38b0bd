package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two hosts that run the service, and watch each other under their names. */
@NeedsLab
@Order(19)
class ITTwoHosts {
  private static final Lab LAB = Lab.STACK;
  private static final String INVENTORY = "lab/src/test/resources/two-hosts.yml";
  private static final List<String> HOSTS = List.of("apm1", "apm2");

  /** Answers where Prometheus asks a Grafana; a real one cannot be had here. */
  private static final String STAND_IN =
      """
      mkdir -p /srv/stand-in/api && echo 'stand_in 1' > /srv/stand-in/metrics && echo '{}' > /srv/stand-in/api/health
      printf '[Service]\\nExecStart=/usr/bin/python3 -m http.server 3000 --directory /srv/stand-in\\n' \
        > /etc/systemd/system/grafana-server.service
      printf '[Install]\\nWantedBy=multi-user.target\\n' >> /etc/systemd/system/grafana-server.service
      systemctl daemon-reload && systemctl enable --quiet --now grafana-server""";

  @BeforeAll
  static void deploy() {
    LAB.lab("boot", "apm1", "apm2").succeeded();
    for (String host : HOSTS) {
      String hosts = "";
      for (String other : HOSTS)
        hosts +=
            other.equals(host)
                ? "127.0.1.1 " + other + "\\n"
                : address(other) + " " + other + "\\n";
      on(host, "printf '127.0.0.1 localhost\\n" + hosts + "' > /etc/hosts");
    }
    run().succeeded();
  }

  @AfterAll
  static void leaveOne() {
    LAB.lab("reset", "apm2").succeeded();
    LAB.deploy().succeeded();
  }

  @Test
  void alertmanagers_findEachOther() {
    for (String host : HOSTS) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(
                          Http.json("http://" + address(host) + ":9093/api/v2/status")
                              .at("/cluster/peers"))
                      .hasSize(2));
    }
  }

  @Test
  void everyTargetOfBoth_isUpForBoth() {
    for (String host : HOSTS) {
      JsonNode targets = Http.json("http://" + address(host) + ":9090/api/v1/targets?state=active");
      assertThat(targets.findValuesAsText("health")).hasSizeGreaterThan(9).containsOnly("up");
    }
  }

  /** Hosts that are left out of a run keep what is known of them. */
  @Test
  void grafanaOfAHostThatTheRunLeavesOut_staysATarget() {
    on("apm2", STAND_IN);
    run("--tags", "prometheus").succeeded();
    assertThat(grafanas("apm1")).containsExactly("apm2");

    Command limited = run("--tags", "prometheus", "--limit", "apm1").succeeded();

    assertThat(Recap.of(limited)).allSatisfy(host -> assertThat(host.changed()).isZero());
    assertThat(grafanas("apm1")).containsExactly("apm2");
  }

  @Test
  void addressMadeOfFacts_isRefused_whereTheRunHasNotGatheredThem() {
    Command limited =
        run("--limit", "apm1", "-e", "{apm_address: '{{ ansible_facts.default_ipv4.address }}'}")
            .failed();

    assertThat(limited.output()).contains("apm_address of apm2", "--limit");
    assertThat(Recap.of(limited)).allSatisfy(host -> assertThat(host.changed()).isZero());
  }

  @Test
  void loopback_isRefused_whereAnotherHostHasToAsk() {
    Command run = run("-e", "alertmanager_listen_address=127.0.0.1").failed();

    assertThat(run.output()).contains("alertmanager: listens on the loopback of apm1");
    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
  }

  /** The requests of the job go on failing on the host that serves: somebody has to be told. */
  @Test
  void oneHostDown_silencesNothingThatIsSaidOfTheWholeJob() {
    on("apm2", "systemctl stop dropwizard-app");
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> state("ServiceDown").equals("active"));
      on(
          "apm1",
          "amtool --alertmanager.url=http://localhost:9093"
              + " alert add HighErrorRate job=dropwizard-app severity=warning slo=availability");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> state("HighErrorRate"), state -> !state.isEmpty());
      assertThat(state("HighErrorRate")).isEqualTo("active");
      assertThat(state("ServiceDownEverywhere")).isEmpty();
    } finally {
      on("apm2", "systemctl start dropwizard-app");
    }
  }

  private static String state(String alert) {
    String filter = Http.encode("alertname=\"" + alert + "\"");
    JsonNode alerts =
        Http.json("http://" + address("apm1") + ":9093/api/v2/alerts?filter=" + filter);
    return alerts.at("/0/status/state").asText();
  }

  private static List<String> grafanas(String asked) {
    String url = "http://" + address(asked) + ":9090/api/v1/targets?scrapePool=grafana";
    List<String> hosts = new ArrayList<>();
    for (JsonNode target : Http.json(url).at("/data/activeTargets"))
      hosts.add(target.at("/labels/host").asText());
    return hosts;
  }

  private static String address(String host) {
    return LAB.subnet() + ".1" + host.substring(3);
  }

  private static void on(String host, String command) {
    LAB.lab("ssh", host, command).succeeded();
  }

  private static Command run(String... options) {
    return LAB.play(INVENTORY, options);
  }
}
