package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.lab.load.Arrivals;
import dropwizardapm.lab.load.LoadResult;
import dropwizardapm.lab.load.OpenLoad;
import dropwizardapm.lab.load.Sample;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The service is replaced at noon: 200 requests a second go on, half of them over connections that
 * are kept, half over new ones, and each is answered.
 */
@NeedsLab
@Order(18)
class ITLossless {
  private static final Lab LAB = Lab.STACK;
  private static final boolean LONG = Boolean.getBoolean("long");
  private static final int TIMES = LONG ? 5 : 1;
  private static final List<Arrivals> NOON =
      List.of(new Arrivals("/compute/20", 100, true), new Arrivals("/compute/20", 100, false));

  /** Before a change begins, so that there are connections, and until its effects are over. */
  private static final Duration CALM = Duration.ofSeconds(2);

  /**
   * What the longest answer may take for each start that it waits for, as nothing else is waited
   * for. A quiet machine keeps 3 s; beside all else that runs in a test it is held to twice that.
   */
  private static final double START_MILLIS = LONG ? 3_000 : 6_000;

  enum Change {
    RESTART(1) {
      @Override
      void make(int time) {
        LAB.ssh("systemctl restart dropwizard-app").succeeded();
      }
    },
    DEPLOYMENT(1) {
      @Override
      void make(int time) {
        deploy("{\"service_version\": \"9.9." + time + "\"}").succeeded();
      }
    },
    ROLLBACK(1) {
      @Override
      void make(int time) {
        LAB.playbook("rollback.yml", "ansible/inventories/lab").succeeded();
      }
    },
    /** Its check passes, its start does not: node_exporter has the port of the administrator. */
    RETURN(2) {
      @Override
      void make(int time) {
        Command run =
            deploy(
                """
                {"service_version": "9.8.%d", "service_config": {"server": {
                  "applicationConnectors": [{"type": "http", "port": 8031}],
                  "adminConnectors": [{"type": "http", "port": 9100}]}}}
                """
                    .formatted(time));
        assertThat(run.failed().words())
            .contains("The last good state serves again", "Address already in use");
      }
    };

    /** One after the other, while nobody serves. */
    private final int starts;

    Change(int starts) {
      this.starts = starts;
    }

    abstract void make(int time);
  }

  @AfterAll
  static void takeEverythingBack() {
    deploy("{}").succeeded();
    LAB.ssh("cd /opt/dropwizard-app && rm -rf releases/9.* states/* last-good.tar").succeeded();
  }

  @ParameterizedTest
  @EnumSource
  void everyRequest_isAnswered_whileTheServiceIsReplaced(Change change) throws Exception {
    for (int time = 1; time <= TIMES; time++) {
      int each = time;
      LoadResult load = loadWhile(() -> change.make(each));
      double longest = load.of(Sample::ok).mapToDouble(Sample::millis).max().orElseThrow();
      System.out.printf("%s: %s, the longest after %.0f ms%n", change, load, longest);
      assertThat(load.of(sample -> !sample.ok()).toList()).as(load.toString()).isEmpty();
      assertThat(longest).isLessThan(change.starts * START_MILLIS);
    }
  }

  /** Who connects while it is away is served by the next one; only what it worked on is lost. */
  @Test
  void connectionsWait_whenTheServiceIsKilled() throws Exception {
    LoadResult load =
        loadWhile(() -> LAB.ssh("systemctl kill --signal=KILL dropwizard-app").succeeded());

    assertThat(load.of(sample -> sample.status() == Sample.REFUSED).toList())
        .as("refused")
        .isEmpty();
    assertThat(load.count(sample -> !sample.ok())).as(load.toString()).isLessThan(10);
  }

  @Test
  void stop_closesTheListener_andAStartOpensIt() {
    LAB.ssh("systemctl stop dropwizard-app && ! ss -Hltn sport = :8031 | grep .").succeeded();
    LAB.ssh("systemctl start dropwizard-app && ss -Hltn sport = :8031 | grep .").succeeded();
  }

  /** The new address would not be free if the listener of the old one were kept. */
  @Test
  void addressThatChanges_isTheNewOnesAlone() {
    try {
      deploy(
              """
              {"service_config": {"server": {"applicationConnectors":
                [{"type": "http", "port": 8031, "bindHost": "%s"}]}}}
              """
                  .formatted(LAB.address()))
          .succeeded();
      assertThat(listening()).singleElement().asString().contains(LAB.address());
      LAB.ssh("systemctl restart dropwizard-app").succeeded();
      assertThat(listening()).singleElement().asString().contains(LAB.address());
    } finally {
      deploy("{}").succeeded();
    }
    assertThat(listening()).containsExactly("*:8031");
  }

  private static List<String> listening() {
    return LAB.ssh("ss -Hltn sport = :8031 | awk '{print $4}'").output().lines().toList();
  }

  private static LoadResult loadWhile(Runnable change) throws Exception {
    InetSocketAddress service = new InetSocketAddress(LAB.address(), 8031);
    CountDownLatch changed = new CountDownLatch(1);
    try (ExecutorService generator = Executors.newSingleThreadExecutor()) {
      Future<LoadResult> load =
          generator.submit(() -> OpenLoad.run(service, () -> changed.getCount() == 0, NOON));
      CompletableFuture.runAsync(change, later())
          .whenComplete((nothing, failure) -> later().execute(changed::countDown))
          .join();
      return load.get();
    }
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(CALM.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Command deploy(String variables) {
    return LAB.deploy("--tags", "service", "-e", variables);
  }
}
