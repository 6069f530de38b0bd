package dropwizardapm.lab;

import static dropwizardapm.lab.FaultyHost.SERVICE_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The service hangs, or finds no memory. */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "takes a minute and a half: run ./apm test --long")
@NeedsLab
@Order(18)
class ITServiceFaults {
  private static final Lab LAB = Lab.STACK;
  private static final FaultyHost HOST = new FaultyHost(LAB);

  /** A thousand that never end, which the service keeps in memory; waits for it to end of that. */
  private static final String REQUESTS =
      """
      pid=$(systemctl show -P MainPID dropwizard-app); python3 - $pid <<'END' || true
      import os, socket, sys, time
      clients = [socket.create_connection(("127.0.0.1", 8031)) for i in range(1000)]
      for client in clients:
          client.sendall(b"GET / HTTP/1.1\\r\\nHost: a\\r\\nX: " + b"a" * 6000)
      while os.path.exists("/proc/" + sys.argv[1]):
          time.sleep(0.05)
      END
      """;

  /** This machine's memory, in the hierarchy that it has where no systemd runs. */
  private static final Path MEMORY = Path.of("/sys/fs/cgroup/memory");

  @AfterAll
  static void publish() throws IOException {
    Reliability.publish();
  }

  @Test
  void serviceThatHangs_isRestartedByTheWatchdog() {
    Duration back =
        HOST.isBack(
            "kill -STOP $(systemctl show -P MainPID dropwizard-app)",
            SERVICE_URL,
            Duration.ofSeconds(45));

    assertThat(LAB.ssh("journalctl -o cat -n 20 -u dropwizard-app").output())
        .contains("Watchdog timeout (limit 30s)!");
    Reliability.seen("`kill -STOP` of the service", "restarted, back within 45 s", back);
  }

  /** A heap that is just enough to start, and requests that never end. */
  @Test
  void serviceWithoutHeap_endsAndIsBack() {
    String options = "/etc/dropwizard-app/jvm.options";
    HOST.with(
        "cp -a %1$s %1$s.before && printf '%%s\\n' -Xms16m -Xmx16m -XX:NewSize=2m >> %1$s && systemctl restart dropwizard-app"
            .formatted(options),
        "mv %1$s.before %1$s; systemctl restart dropwizard-app".formatted(options),
        () -> {
          Duration back = HOST.isBack(REQUESTS, SERVICE_URL, Duration.ofSeconds(30));
          assertThat(LAB.ssh("journalctl -o cat -n 20 -u dropwizard-app").output())
              .contains("Terminating due to java.lang.OutOfMemoryError: Java heap space");
          Reliability.seen(
              "no memory in the JVM, from 1 000 requests that never end (their time included)",
              "it ends; back within 30 s",
              back);
        });
  }

  /** Of this machine's kernel: a lab host has no memory controller of its own. */
  @Test
  void serviceWithoutMemory_isKilledAndIsBack() throws IOException {
    assumeTrue(
        Files.exists(MEMORY.resolve("memory.limit_in_bytes")),
        "needs the memory controller of the first version of control groups on this machine");
    Path group = MEMORY.resolve("apm-" + LAB.name() + "-oom");
    Path service =
        Path.of(
            "/sys/fs/cgroup/unified/apm-%s-apm1/payload/system.slice/dropwizard-app.service/cgroup.procs"
                .formatted(LAB.name()));
    String pid = LAB.ssh("systemctl show -P MainPID dropwizard-app").output().strip();
    Files.createDirectory(group);
    try {
      Files.writeString(group.resolve("memory.limit_in_bytes"), "1M");
      long start = System.nanoTime();
      Files.writeString(group.resolve("cgroup.procs"), Files.readString(service).strip());
      HOST.isBack(
          "while [ -e /proc/%s ]; do curl -s -m 1 -o /dev/null %s; done"
              .formatted(pid, SERVICE_URL),
          SERVICE_URL,
          Duration.ofSeconds(20));
      Duration back = Duration.ofNanos(System.nanoTime() - start);
      assertThat(Files.readString(group.resolve("memory.oom_control"))).contains("oom_kill 1");
      Reliability.seen("no memory on the host: killed by the kernel", "back within 20 s", back);
    } finally {
      Files.delete(group);
    }
  }
}
