package dropwizardapm.lab;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** What the drill breaks. */
final class Faults {
  private static final String SERVICE = "dropwizard-app";
  private static final String JAR = "/opt/dropwizard-app/current/dropwizard-app.jar";
  private static final String VOLUME = "/srv/drill";

  /** No divisor of the 15 s between scrapes, which would else see every burst or none. */
  private static final Duration BURSTS = Duration.ofSeconds(7);

  private final Lab lab;
  private final Prometheus prometheus;

  Faults(Lab lab) {
    this.lab = lab;
    this.prometheus = new Prometheus(lab);
  }

  /** Its jar cannot be read, so systemd's every attempt to start it again fails. */
  Fault serviceKilled() {
    return inPrometheus(
        "service killed and kept down",
        "`kill -9`, and its jar made unreadable",
        new Alert("ServiceDown", SERVICE),
        Set.of(),
        // A minute and one scrape.
        Duration.ofSeconds(75),
        commands(
            "chmod a-r " + JAR + " && systemctl kill --signal=KILL " + SERVICE,
            "chmod a+r " + JAR));
  }

  /** 503 is what the service answers to more work than it can do in a second. */
  Fault errors(Traffic traffic) {
    return inPrometheus(
        "errors above 1 %",
        "overload: every 7 s as many `/compute/40` at once as it takes until one gets 503",
        new Alert("HighErrorRate", SERVICE),
        Set.of(new Alert("RequestsRejected", SERVICE)),
        Duration.ofMinutes(6),
        clients(() -> traffic.untilRefused(BURSTS, 40)));
  }

  /** Where the service may take ten seconds instead of one to answer. */
  Fault latency(Traffic traffic) {
    return inPrometheus(
        "latency above 1 s",
        "large work: a `/compute/44` every 2.5 s, deployed with `compute.deadline: 10s`",
        new Alert("HighLatencyP95", SERVICE),
        Set.of(),
        Duration.ofMinutes(6),
        clients(() -> traffic.every(Duration.ofMillis(2500), 44)));
  }

  /** In memory: the root of a lab host is an overlay, which node_exporter leaves out. */
  Fault diskFull() {
    return inPrometheus(
        "disk full",
        "a tmpfs of 64 MiB, filled up to 1 MiB",
        new Alert("DiskAlmostFull", "node"),
        Set.of(),
        Duration.ofMinutes(6),
        commands(
            "mkdir -p %1$s && mount -t tmpfs -o size=64m drill %1$s && fallocate -l 63M %1$s/full"
                .formatted(VOLUME),
            "rm " + VOLUME + "/full"));
  }

  void removeVolume() {
    lab.ssh("umount " + VOLUME + "; rmdir " + VOLUME);
  }

  Fault exporterDown(String job, String unit) {
    return inPrometheus(
        unit + " down",
        "`systemctl stop " + unit + "`",
        new Alert("StackTargetDown", job),
        Set.of(),
        Duration.ofMinutes(4),
        commands("systemctl stop " + unit, "systemctl start " + unit));
  }

  /** Nothing can raise an alert any more, except for the dead man's switch. */
  Fault prometheusDown() {
    return new Fault(
        "Prometheus down",
        "`systemctl stop prometheus`",
        new Alert("MonitoringSilent", ""),
        Set.of(),
        Duration.ofMinutes(4),
        commands("systemctl stop prometheus", "systemctl start prometheus"),
        () -> lab.ssh("curl -s -w '%{http_code}' http://127.0.0.1:9095/").output().endsWith("503"));
  }

  private Fault inPrometheus(
      String name,
      String injectedBy,
      Alert alert,
      Set<Alert> also,
      Duration target,
      Supplier<Runnable> inject) {
    return new Fault(
        name,
        injectedBy,
        alert,
        also,
        target,
        inject,
        () -> prometheus.firingAlerts().contains(alert));
  }

  private Supplier<Runnable> commands(String breaks, String mends) {
    return () -> {
      lab.ssh(breaks).succeeded();
      return () -> lab.ssh(mends).succeeded();
    };
  }

  private static Supplier<Runnable> clients(Supplier<Future<?>> start) {
    return () -> {
      Future<?> running = start.get();
      return () -> running.cancel(true);
    };
  }
}
