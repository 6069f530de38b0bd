package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The throw-away host itself, in a lab of its own. */
@NeedsLab
@Order(9)
class ITLab {
  private static final Lab LAB = new Lab("labtest", "10.217.0");

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
    assertThat(traces()).contains("apm-labtest");

    LAB.lab("down").succeeded();

    assertThat(traces()).isEmpty();
    assertThat(LAB.directory()).doesNotExist();
  }

  @Test
  void down_leavesNoTrace_whenBootFailedHalfway() {
    LAB.lab("boot").succeeded();
    Command.run("pkill", "--signal", "KILL", "--full", "machine=labtest-apm1").succeeded();
    Command.run("rm", "-r", LAB.directory().resolve("apm1/pid").toString()).succeeded();

    LAB.lab("down").succeeded();

    assertThat(traces()).isEmpty();
  }

  @Test
  void usedSubnet_isRefused() {
    assertThat(new Lab("labtest", Lab.STACK.subnet()).lab("boot").failed().output())
        .contains("APM_LAB_SUBNET");
  }

  @Test
  void foreignDirectory_isRefusedAndKept() {
    Command boot =
        Command.run(
                java.time.Duration.ofMinutes(1),
                java.util.Map.of("APM_LAB_DIR", "/etc/ssl"),
                "lab/lab",
                "boot")
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
                + " | grep -E 'apm.labtest|apm_lab_labtest|/labtest/' || true")
        .output();
  }
}
