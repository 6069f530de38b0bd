package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code upgrade.yml} on the host of all tests. The newer versions are made here of the installed
 * one, and a source on the host has them.
 */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "takes three minutes: run ./apm test --long")
@NeedsLab
@Order(18)
class ITUpgrade {
  private static final Lab LAB = Lab.STACK;
  private static final String UNIT = "prometheus-blackbox-exporter";
  private static final String SOURCE = "/etc/apt/sources.list.d/apm-test.list";

  private static String installed;

  @BeforeAll
  static void addSource() {
    installed = version();
    LAB.ssh(
            "mkdir /root/newer && touch /root/newer/Packages && echo 'deb [trusted=yes] file:/root/newer ./' > "
                + SOURCE)
        .succeeded();
  }

  @AfterAll
  static void removeSource() {
    LAB.ssh(
            "apt-mark unhold %1$s; rm -r /root/newer %2$s; apt-get -q update && apt-get -q -y --allow-downgrades install %1$s=%3$s && systemctl restart %1$s"
                .formatted(UNIT, SOURCE, installed))
        .succeeded();
  }

  @Test
  @Order(1)
  void nothingNewer_changesNothing() {
    assertThat(changed(upgrade().succeeded())).isZero();
  }

  @Test
  @Order(2)
  void versionThatIsHeld_stays() {
    offer("+apm1", "true");
    LAB.ssh("apt-mark hold " + UNIT).succeeded();

    Command run = upgrade().succeeded();

    assertThat(changed(run)).isZero();
    assertThat(run.words()).contains("held below " + installed + "+apm1");
    LAB.ssh("apt-mark unhold " + UNIT).succeeded();
  }

  @Test
  @Order(3)
  void checkMode_saysWhichVersion_andChangesNothing() {
    assertThat(upgrade("--check").succeeded().words())
        .contains(UNIT + " " + installed + " -> " + installed + "+apm1");
    assertThat(version()).isEqualTo(installed);
  }

  @Test
  @Order(4)
  void newerVersion_isInstalled_andTheDaemonRunsInIt() {
    assertThat(changed(upgrade().succeeded())).isEqualTo(1);

    assertThat(version()).isEqualTo(installed + "+apm1");
    LAB.ssh("curl -sf 127.0.0.1:9115/metrics").succeeded();
  }

  @Test
  @Order(5)
  void versionThatDoesNotRun_goesBack_andTheDaemonRuns() {
    offer("+apm2", "printf '#!/bin/sh\\necho I am broken >&2; exit 3\\n' > usr/bin/" + UNIT);

    assertThat(upgrade().failed().words())
        .contains(
            UNIT + ": it does not run in " + installed + "+apm2",
            installed + "+apm1 is back and runs. Hold it: apt-mark hold " + UNIT,
            "I am broken");

    assertThat(version()).isEqualTo(installed + "+apm1");
    LAB.ssh("curl -sf 127.0.0.1:9115/metrics").succeeded();
  }

  @Test
  @Order(6)
  void versionWithoutAWayBack_isNamed_beforeAnythingIsChanged() {
    LAB.ssh("rm -f /var/cache/apt/archives/%s_*; cd /root/newer && rm *apm1*.deb".formatted(UNIT))
        .succeeded();

    assertThat(upgrade().failed().words())
        .contains("there is no way back to " + installed + "+apm1", "dpkg-repack " + UNIT);

    assertThat(version()).isEqualTo(installed + "+apm1");
  }

  /** A version of the package as it is, but for what a command changes in its files. */
  private static void offer(String suffix, String change) {
    LAB.ssh(
            """
            set -e; cd /root/newer
            apt-get -q download %1$s=%2$s
            dpkg-deb -R %1$s_*_a*.deb tree && rm %1$s_*_a*.deb
            sed -i 's/^Version: .*/Version: %2$s%3$s/' tree/DEBIAN/control
            (cd tree && %4$s)
            dpkg-deb -b tree %1$s_new%3$s.deb && rm -r tree
            for deb in *.deb; do
              dpkg-deb -f $deb
              printf 'Filename: ./%%s\\nSize: %%s\\nSHA256: %%s\\n\\n' $deb $(stat -c %%s $deb) $(sha256sum <$deb | cut -c1-64)
            done > Packages
            apt-get -q update
            """
                .formatted(UNIT, installed, suffix, change))
        .succeeded();
  }

  private static String version() {
    return LAB.ssh("dpkg-query --show --showformat='${Version}' " + UNIT).succeeded().output();
  }

  private static Command upgrade(String... options) {
    List<String> all = new ArrayList<>(List.of("--tags", "blackbox_exporter"));
    all.addAll(List.of(options));
    return LAB.playbook("upgrade.yml", "ansible/inventories/lab", all.toArray(String[]::new));
  }

  private static int changed(Command run) {
    return Recap.of(run).stream().mapToInt(Recap::changed).sum();
  }
}
