package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A release that there is no room for takes nobody's place. */
@NeedsLab
@Order(18)
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "takes a minute: run ./apm test --long")
class ITDisk {
  private static final Lab LAB = Lab.STACK;
  private static final String HOME = "/opt/dropwizard-app";

  @Test
  void diskThatTakesNoRelease_isNamed_andWhatRunsGoesOn() {
    String before = state();
    // Room for the archive, and not for what is in it.
    LAB.ssh(
            "mount -t tmpfs -o size=$(($(du -sm %1$s | cut -f1) + 35))m full /mnt && cp -a %1$s/. /mnt && mount --bind /mnt %1$s && umount /mnt"
                .formatted(HOME))
        .succeeded();
    try {
      String room = room();
      Command run = LAB.deploy("--tags", "service", "-e", "service_version=9.9.7").failed();

      assertThat(run.words())
          .contains("cannot unpack", HOME + "/releases/9.9.7-")
          .contains("No space left on device");
      assertThat(state()).isEqualTo(before);
      assertThat(room()).isEqualTo(room);
    } finally {
      LAB.ssh("umount " + HOME).succeeded();
    }
    assertThat(state()).isEqualTo(before);
  }

  private static String room() {
    return LAB.ssh("df --output=used,avail " + HOME).succeeded().output();
  }

  private static String state() {
    return LAB.ssh(
            "curl -sf localhost:8031/health && systemctl show -P InvocationID dropwizard-app"
                + " && readlink "
                + HOME
                + "/current")
        .succeeded()
        .output();
  }
}
