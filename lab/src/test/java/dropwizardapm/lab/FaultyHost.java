package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** A deployed host on which something is broken, timed by its own clock. */
record FaultyHost(Lab lab) {
  static final String SERVICE_URL = "127.0.0.1:8031/health";

  /**
   * Beside all else that runs in a test a start takes three times what it takes on a quiet machine.
   */
  private static final Duration BUSY = Duration.ofSeconds(30);

  /**
   * Breaks something with shell commands, waits until an address answers again, and holds that to
   * the promise in a long run, which is alone on its machine.
   */
  Duration isBack(String breaks, String url, Duration promise) {
    Duration bound = SteadyLoad.LONG || promise.compareTo(BUSY) > 0 ? promise : BUSY;
    String answers = "until curl -sf -m 2 -o /dev/null " + url + "; do sleep 0.05; done";
    String time = "date +%s%3N";
    String output =
        lab.ssh(
                bound.plusSeconds(60),
                "before=$(%s)\n%s\n%s; echo $(($(%s) - before))"
                    .formatted(time, breaks, answers, time))
            .succeeded()
            .output();
    Duration backAfter = Duration.ofMillis(Long.parseLong(output.lines().toList().getLast()));
    assertThat(backAfter).as(breaks).isLessThanOrEqualTo(bound);
    return backAfter;
  }

  /** Shell commands that kill a unit's process; it does not answer any more when they are done. */
  static String kill(String unit) {
    return "pid=$(systemctl show -P MainPID %s); kill -9 $pid; while [ -e /proc/$pid ]; do sleep 0.01; done"
        .formatted(unit);
  }

  /** Runs between two shell commands, the second of which takes the first back whatever happens. */
  void with(String change, String undo, Runnable test) {
    lab.ssh(change).succeeded();
    try {
      test.run();
    } finally {
      lab.ssh(undo).succeeded();
    }
  }
}
