package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.lab.load.LoadResult;
import dropwizardapm.lab.load.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Nobody is refused while the service is replaced at noon. A deployment, a rollback and a return
 * are held to it in {@link ITRollback}, too, once each.
 */
@NeedsLab
@Order(18)
class ITLossless {
  private static final Lab LAB = Lab.STACK;
  private static final int TIMES = SteadyLoad.LONG ? 5 : 1;

  @Test
  void everyRequest_isAnswered_whileTheServiceIsRestarted() {
    List<Double> longest = new ArrayList<>();
    for (int time = 0; time < TIMES; time++)
      longest.add(
          SteadyLoad.longestOf(
              LAB, "restart", 1, () -> LAB.ssh("systemctl restart dropwizard-app").succeeded()));
    SteadyLoad.isSoon(longest);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "long",
      matches = "true",
      disabledReason = "takes half an hour: run ./apm test --long")
  void everyRequest_isAnswered_fiveTimesEach() {
    List<Double> longest = new ArrayList<>();
    try {
      for (int time = 1; time <= TIMES; time++) {
        String version = "{\"service_version\": \"9.9.%d\"}".formatted(time);
        longest.add(SteadyLoad.longestOf(LAB, "deployment", 1, () -> deploy(version).succeeded()));
        longest.add(SteadyLoad.longestOf(LAB, "rollback", 1, ITLossless::rollback));
        longest.add(SteadyLoad.longestOf(LAB, "return", 2, ITLossless::deployWhatDoesNotStart));
      }
    } finally {
      deploy("{}").succeeded();
      LAB.ssh("cd /opt/dropwizard-app && rm -rf releases/9.* states/* last-good.tar").succeeded();
    }
    SteadyLoad.isSoon(longest);
  }

  private static void rollback() {
    LAB.playbook("rollback.yml", "ansible/inventories/lab", "-e", Lab.NO_WINDOW).succeeded();
  }

  /** Its check passes, its start does not: node_exporter has the port of the administrator. */
  private static void deployWhatDoesNotStart() {
    Command run =
        deploy(
            """
            {"service_config": {"server": {"applicationConnectors": [{"type": "http", "port": 8031}],
              "adminConnectors": [{"type": "http", "port": 9100}]}}}
            """);
    assertThat(run.failed().words())
        .contains("The last good state serves again", "Address already in use");
  }

  /** Who connects while it is away is served by the next one; only what it worked on is lost. */
  @Test
  void connectionsWait_whenTheServiceIsKilled() {
    LoadResult load =
        SteadyLoad.during(
            LAB,
            () ->
                LAB.ssh(
                        "systemctl kill --signal=KILL dropwizard-app"
                            + " && curl -sf -o /dev/null --retry 60 --retry-all-errors --retry-delay 1 localhost:8031/health")
                    .succeeded());

    assertThat(load.of(sample -> sample.status() == Sample.REFUSED).toList()).isEmpty();
    assertThat(load.count(sample -> !sample.ok())).as(load.toString()).isLessThan(10);
  }

  @Test
  void stop_closesTheListener_andAStartOpensIt() {
    LAB.ssh("systemctl restart dropwizard-app").succeeded(); // that it is one taken over
    LAB.ssh("systemctl stop dropwizard-app && ! ss -Hltn sport = :8031 | grep .").succeeded();
    LAB.ssh("systemctl start dropwizard-app && ss -Hltn sport = :8031 | grep .").succeeded();
  }

  /** The new address would not be free if the listener of the old one were kept. */
  @Test
  void addressThatChanges_isTheNewOneAlone() {
    String file = "/etc/dropwizard-app/service.yml";
    LAB.ssh("cp -a %1$s %1$s.before".formatted(file)).succeeded();
    try {
      LAB.ssh(
              "sed -i 's/^\\( *\\)port: 8031/&\\n\\1bindHost: 127.0.0.1/' %s && systemctl restart dropwizard-app"
                  .formatted(file))
          .succeeded();
      assertThat(listening()).singleElement().asString().contains("127.0.0.1");
    } finally {
      LAB.ssh("mv %1$s.before %1$s && systemctl restart dropwizard-app".formatted(file))
          .succeeded();
    }
    assertThat(listening()).containsExactly("*:8031");
  }

  private static List<String> listening() {
    return LAB.ssh("ss -Hltn sport = :8031 | awk '{print $4}'").output().lines().toList();
  }

  private static Command deploy(String variables) {
    return LAB.deploy("--tags", "service", "-e", Lab.NO_WINDOW, "-e", variables);
  }
}
