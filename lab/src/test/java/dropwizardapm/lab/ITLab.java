package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The throw-away host itself, in a lab of its own. */
@NeedsOwnHosts
class ITLab {
  private static final Lab LAB = Lab.STACK.beside(1);

  @AfterEach
  void remove() {
    LAB.lab("down").succeeded();
  }

  @Test
  void secondBoot_isANoOpThatSaysSo() {
    LAB.lab("boot").succeeded();

    assertThat(LAB.lab("boot").succeeded().output()).contains("apm1 is running already");
  }

  @Test
  void reset_givesABlankHost() {
    LAB.lab("boot").succeeded();
    LAB.ssh("touch /root/mark").succeeded();

    LAB.lab("reset", "apm1").succeeded();

    LAB.ssh("test ! -e /root/mark").succeeded();
  }

  @Test
  void down_leavesNoTrace() {
    LAB.lab("boot").succeeded();
    assertThat(traces()).contains("apm-" + LAB.name());

    LAB.lab("down").succeeded();

    assertThat(traces()).isEmpty();
    assertThat(LAB.directory()).doesNotExist();
  }

  @Test
  void down_leavesNoTrace_whenBootFailedHalfway() {
    LAB.lab("boot").succeeded();
    Command.run("pkill", "--signal", "KILL", "--full", "machine=" + LAB.name() + "-apm1")
        .succeeded();
    Command.run("rm", "-r", LAB.directory().resolve("apm1/pid").toString()).succeeded();

    LAB.lab("down").succeeded();

    assertThat(traces()).isEmpty();
  }

  /** As on a fresh image that has not been booted: the file is there and empty. */
  @Test
  void boot_needsNoMachineId() {
    Command.run(
            Duration.ofMinutes(3),
            LAB.environment(),
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount --bind /dev/null /etc/machine-id && lab/lab boot")
        .succeeded();

    LAB.ssh("ip -brief link show host0").succeeded();
  }

  @Test
  void host_bringsWhatARealOneHas() {
    LAB.lab("boot").succeeded();

    LAB.ssh("echo deploy | sudo -u deploy sudo --stdin --prompt= true").succeeded();
    LAB.ssh("sudo -u deploy sudo --non-interactive true").failed();
    assertThat(LAB.ssh("getent hosts apm2.lab.test").succeeded().output())
        .startsWith(LAB.subnet() + ".12");
    assertThat(LAB.ssh("getent hosts apm1.lab.test").succeeded().output()).startsWith("127.0.1.1");
  }

  @Test
  void usedSubnet_isRefused() {
    assertThat(new Lab(LAB.name(), Lab.STACK.subnet()).lab("boot").failed().output())
        .contains("APM_LAB_SUBNET");
  }

  @Test
  void foreignDirectory_isRefusedAndKept() {
    Command boot =
        Command.run(Duration.ofMinutes(1), Map.of("APM_LAB_DIR", "/etc/ssl"), "lab/lab", "boot")
            .failed();

    assertThat(boot.output()).contains("APM_LAB_DIR=/etc/ssl");
    assertThat(Path.of("/etc/ssl")).isNotEmptyDirectory();
  }

  /** Mounts, links, firewall tables, processes and control groups that carry the lab's name. */
  private static String traces() {
    return Command.run(
            "sh",
            "-c",
            "{ mount; ip -o link; nft list tables; pgrep -a systemd-nspawn; find /sys/fs/cgroup -maxdepth 2 -type d; }"
                + " | grep -E 'apm.NAME|apm_lab_NAME|/NAME/' || true".replace("NAME", LAB.name()))
        .output();
  }
}
