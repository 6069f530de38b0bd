package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else is at work with apt, as unattended upgrades are once a day: he is named and waited
 * for. The locks are real ones. The package that is removed is back at the end.
 */
@NeedsLab
@Order(19)
class ITApt {
  private static final Lab LAB = Lab.STACK;
  private static final String FRONTEND = "/var/lib/dpkg/lock-frontend";
  private static final String LISTS = "/var/lib/apt/lists/lock";
  private static final String BROKEN_SOURCE = "/etc/apt/sources.list.d/broken.list";
  private static final String ARCHIVES = "/var/cache/apt/archives/lock";

  @TempDir Path temporary;

  @AfterEach
  void letGo() {
    release();
    LAB.ssh("rm -f /var/lib/dpkg/updates/0000 " + BROKEN_SOURCE).succeeded();
  }

  @Test
  @Order(1)
  void hostWithItsPackages_waitsForNobody() {
    lock("true", FRONTEND, LISTS, ARCHIVES);

    LAB.deploy("--tags", "check", "-e", "preflight_apt_lock_timeout=0").succeeded();
  }

  @Test
  @Order(2)
  void holderWhoStays_isRefusedByName() {
    removePackage();
    lock("true", FRONTEND);

    assertThat(refused("-e", "preflight_apt_lock_timeout=1"))
        .contains("still in use", "python3 (process ", "preflight_apt_lock_timeout");
  }

  @Test
  @Order(3)
  void cutOffInstallation_isRefusedWithItsRemedy() {
    removePackage();
    LAB.ssh("touch /var/lib/dpkg/updates/0000").succeeded();

    assertThat(refused())
        .contains("dpkg --configure -a")
        .doesNotContain("package source reachable");
  }

  @Test
  @Order(4)
  void sourceThatAptCannotRead_isRefusedByName() {
    removePackage();
    LAB.ssh("echo deb nonsense >" + BROKEN_SOURCE).succeeded();

    assertThat(refused("-e", "preflight_package_index_hours=0"))
        .contains("cannot refresh its package index", BROKEN_SOURCE, "Mend or remove that entry");
  }

  /** The checks fetch the package; the lock is taken then, and found by the installation. */
  @Test
  @Order(5)
  void holder_isWaitedFor_whenHeComesBetweenTheChecksAndTheInstallation() {
    removePackage();
    lock("ls /var/cache/apt/archives/prometheus-blackbox-exporter*.deb", FRONTEND);
    Running run = start();

    run.awaitWords("apt is left by python3");
    release();

    assertThat(run.end().succeeded().output()).contains("Install once more");
  }

  @Test
  @Order(6)
  void holder_isNamedAndWaitedFor() {
    removePackage();
    lock("true", FRONTEND, LISTS, ARCHIVES);
    Running run = start();

    run.awaitWords("apt is left by python3");
    release();

    assertThat(run.end().succeeded().output())
        .contains("Wait until apt is left by python3 (process ", FRONTEND, LISTS, ARCHIVES);
  }

  private static void removePackage() {
    LAB.ssh("apt-get -qq remove prometheus-blackbox-exporter && apt-get clean").succeeded();
  }

  /** Holds the locks from when the command succeeds, until {@link #release}. */
  private static void lock(String when, String... paths) {
    String program =
        """
        import fcntl, signal, subprocess, time
        while subprocess.run("%s", shell=True, capture_output=True).returncode: time.sleep(0.05)
        files = [open(path, "a") for path in "%s".split()]
        for file in files: fcntl.lockf(file, fcntl.LOCK_EX)
        open("/run/held", "w").close()
        signal.pause()
        """
            .formatted(when, String.join(" ", paths));
    LAB.ssh(
            "rm -f /run/held && systemd-run --quiet --collect --unit=holder python3 -c '"
                + program
                + "'")
        .succeeded();
    if (when.equals("true")) LAB.ssh("until test -e /run/held; do sleep 0.1; done").succeeded();
  }

  private static void release() {
    LAB.ssh("if systemctl --quiet is-active holder; then systemctl stop holder; fi").succeeded();
  }

  private static String refused(String... options) {
    Command run = LAB.deploy(options).failed();
    assertThat(Recap.of(run)).allSatisfy(host -> assertThat(host.changed()).isZero());
    return run.words();
  }

  /** A run under way, and what it has said so far. */
  private record Running(CompletableFuture<Command> command, Path file) {
    String log() {
      try {
        return Files.exists(file) ? Files.readString(file) : "";
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    /** Waits until it says so, or has ended without. */
    void awaitWords(String words) {
      within(Duration.ofMinutes(5)).until(() -> command.isDone() || log().contains(words));
      assertThat(log()).contains(words);
    }

    Command end() {
      return command.join();
    }
  }

  private Running start() {
    Path log = temporary.resolve("log");
    Map<String, String> environment = new HashMap<>(LAB.environment());
    environment.putAll(
        Map.of(
            "ANSIBLE_NOCOLOR", "1",
            "ANSIBLE_CONFIG", "ansible/ansible.cfg",
            "ANSIBLE_LOG_PATH", log.toString()));
    List<String> line =
        List.of(
            "ansible-playbook",
            "-i",
            "ansible/inventories/lab",
            "ansible/deploy.yml",
            "--tags",
            "blackbox_exporter");
    return new Running(
        CompletableFuture.supplyAsync(
            () -> Command.run(Duration.ofMinutes(5), environment, line.toArray(String[]::new))),
        log);
  }
}
