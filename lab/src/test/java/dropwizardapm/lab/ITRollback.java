package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release that turned out bad is taken back by hand, with the configuration that went with it.
 * Each test needs what the one before it left.
 */
@NeedsLab
@Order(18)
class ITRollback {
  private static final Lab LAB = Lab.STACK;
  private static final String INVENTORY = "ansible/inventories/lab";
  private static final String HOME = "/opt/dropwizard-app";

  private static final String SECOND = "APM_TEST=\"second\"";

  private static String first;
  private static String second;

  @BeforeAll
  static void deployTwice() {
    first = current();
    SteadyLoad.isAnswered(LAB, "deployment", 1, ITRollback::deploySecond);
    second = current();
    assertThat(second).startsWith("9.9.9-").isNotEqualTo(first);
  }

  private static void deploySecond() {
    deploy("service_version=9.9.9", environment("second"), Lab.NO_WINDOW).succeeded();
  }

  @AfterAll
  static void tidyUp() {
    if (!current().equals(first)) deploy().succeeded(); // a test failed
    LAB.ssh("cd " + HOME + " && rm -rf releases/9.9.* states/* last-good.tar").succeeded();
  }

  @Test
  @Order(1)
  void checkMode_saysWhatItWouldPutBack_andChangesNothing() {
    assertThat(rollback("--check").succeeded().words())
        .contains("dropwizard-app would be restarted, with release " + first);
    assertThat(current()).isEqualTo(second);
  }

  @Test
  @Order(2)
  void rollback_putsTheReleaseBefore_inService_withItsConfiguration() {
    assertThat(environment()).contains(SECOND);

    SteadyLoad.isAnswered(LAB, "rollback", 1, () -> rollback().succeeded());

    assertThat(current()).isEqualTo(first);
    assertThat(environment()).doesNotContain("APM_TEST");
    assertThat(Http.get("http://" + LAB.address() + ":8031/health").statusCode()).isEqualTo(200);
    assertThat(LAB.ssh("cat /var/lib/prometheus/node-exporter/*-deploy.prom").output())
        .contains("deploy_timestamp_seconds{service=\"dropwizard-app\",release=\"" + first)
        .contains("action=\"rollback\",release=\"" + first)
        .doesNotContain(second);
  }

  @Test
  @Order(3)
  void rollbackOfARollback_putsTheNewerOneBack() {
    rollback().succeeded();

    assertThat(current()).isEqualTo(second);
    assertThat(environment()).contains(SECOND);
  }

  @Test
  @Order(4)
  void releaseThatIsNotKept_isRefused_andThoseThatAreKeptAreNamed() {
    assertThat(refused("-e", "service_release=1.2.3-nothing"))
        .contains("service_release", "no release 1.2.3-nothing", "It has " + first);
    assertThat(refused("-e", "service_name=another")).contains("no earlier release of another");
    assertThat(current()).isEqualTo(second);
  }

  @Test
  @Order(5)
  void releaseThatIsGone_isRefused() {
    String directory = HOME + "/releases/" + first;
    LAB.ssh("mv %1$s %1$s.partial".formatted(directory)).succeeded();
    try {
      assertThat(refused()).contains("cannot put " + first + " back", directory + " is gone");
    } finally {
      LAB.ssh("mv %1$s.partial %1$s".formatted(directory)).succeeded();
    }
  }

  @Test
  @Order(6)
  void releaseThatDoesNotStart_returnsToWhatRan() {
    String jar = HOME + "/releases/" + first + "/dropwizard-app.jar";
    LAB.ssh("mv %1$s %1$s.away".formatted(jar)).succeeded();
    try {
      SteadyLoad.isAnswered(
          LAB,
          "return",
          2,
          () ->
              assertThat(rollback().failed().words())
                  .contains("Release " + first + " did not get into service")
                  .contains("The last good state serves again: " + second));
    } finally {
      LAB.ssh("mv %1$s.away %1$s".formatted(jar)).succeeded();
    }
    assertThat(current()).isEqualTo(second);
    assertThat(environment()).contains(SECOND);
    assertThat(LAB.ssh("cat /var/lib/prometheus/node-exporter/*-deploy.prom").output())
        .contains("action=\"return\",release=\"" + second);
  }

  /** What was returned to runs already: what is put back is another one. */
  @Test
  @Order(7)
  void rollbackAfterAReturn_putsTheOtherOneBack() {
    rollback("-e", "service_release=" + first).succeeded();

    assertThat(current()).isEqualTo(first);
  }

  /** systemd starts it again, and keeps its listener meanwhile: whoever asks gets a good answer. */
  @Test
  @Order(8)
  void releaseThatEndsSecondsAfterItsStart_returnsToWhatRan(@TempDir Path temporary)
      throws IOException {
    Path unit = Command.REPOSITORY.resolve("ansible/roles/service/files/dropwizard-app.service");
    Path mortal =
        Files.writeString(
            temporary.resolve("mortal.service"),
            Files.readString(unit)
                .replace("[Service]", "[Service]\nRuntimeMaxSec=3\nKillSignal=SIGKILL"));

    Command run = deploy("service_version=9.9.9", "service_unit_file=" + mortal).failed();

    assertThat(run.words())
        .contains("Release " + second + " did not get into service")
        .containsPattern("was healthy for \\d+ s, and then: it ended")
        .contains("The last good state serves again: " + first);
    assertThat(current()).isEqualTo(first);
    assertThat(LAB.ssh("systemctl show -P RuntimeMaxUSec dropwizard-app").output().strip())
        .isEqualTo("infinity");
  }

  @Test
  @Order(9)
  void status_saysWhatRuns_whatCanBePutBack_andWhatWasDone() {
    String status = LAB.playbook("status.yml", INVENTORY).succeeded().words();

    assertThat(status)
        .contains("dropwizard-app: release " + first + " in service since 20")
        .contains("rollback.yml puts back " + second)
        .contains("rollback to " + first + " from " + second + ", by root@")
        .contains("return to " + second + " from " + first + ", by root@")
        .contains("Id=prometheus.service ActiveState=active");
    assertThat(LAB.ssh("journalctl --identifier=dropwizard-apm --output=cat").output())
        .contains(
            "dropwizard-app: deployment of " + second + " in the place of " + first + ", by root@");
  }

  /** The one that is kept for a rollback stays, and all that goes with it. */
  @Test
  @Order(10)
  void stateAndRelease_arePruned_butNotTheLastGoodOne() {
    deploy("service_version=9.9.8", "service_releases_kept=2", Lab.NO_WINDOW).succeeded();

    assertThat(LAB.ssh("ls " + HOME + "/releases").output().lines())
        .containsExactlyInAnyOrder(first, current());
    assertThat(LAB.ssh("ls " + HOME + "/states").output().lines()).containsExactly(first + ".tar");
  }

  @Test
  @Order(11)
  void secondRun_isRefusedByName_andOneThatWasKilledBlocksNobody() {
    CompletableFuture<Command> killed =
        CompletableFuture.supplyAsync(() -> rollback("-e", "service_health_window=600"));
    try {
      within(Duration.ofMinutes(3)).until(() -> current().equals(first));
      assertThat(refused())
          .contains(
              "apm1: root@", " has been deploying here since 20", "preflight_break_lock=true");
    } finally {
      ProcessHandle.of(Long.parseLong(lockingProcess())).ifPresent(ProcessHandle::destroyForcibly);
      killed.join().failed();
    }

    deploy(Lab.NO_WINDOW).succeeded();

    assertThat(current()).isEqualTo(first);
    assertThat(lockingProcess()).isEmpty();
  }

  private static String lockingProcess() {
    return LAB.ssh("sed -n 2p /run/dropwizard-apm.deploying").output().strip();
  }

  private static Command deploy(String... variables) {
    return LAB.deploy(
        Stream.concat(
                Stream.of("--tags", "service"),
                Stream.of(variables).flatMap(each -> Stream.of("-e", each)))
            .toArray(String[]::new));
  }

  private static Command rollback(String... options) {
    return LAB.playbook(
        "rollback.yml",
        INVENTORY,
        Stream.concat(Stream.of("-e", Lab.NO_WINDOW), Stream.of(options)).toArray(String[]::new));
  }

  private static String refused(String... options) {
    Command run = rollback(options).failed();
    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    return run.words();
  }

  private static String environment(String value) {
    return "{\"service_environment\": {\"APM_TEST\": \"" + value + "\"}}";
  }

  private static String environment() {
    return LAB.ssh("cat /etc/dropwizard-app/environment").output();
  }

  private static String current() {
    return LAB.ssh("basename $(readlink " + HOME + "/current)").output().strip();
  }
}
