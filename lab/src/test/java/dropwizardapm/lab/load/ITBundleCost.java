package dropwizardapm.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the bundle costs an ordinary application: examples/hello with it, and the same one without,
 * in turns on the same processor.
 */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "long", matches = "true", disabledReason = "takes twenty minutes")
class ITBundleCost {
  private static final Path JAR = Path.of("../examples/hello/target/hello.jar").toAbsolutePath();
  private static final String WITH = "com.example.hello.HelloApplication";
  private static final String WITHOUT =
      """
      import io.dropwizard.core.Configuration;
      import io.dropwizard.core.setup.Bootstrap;

      class Without extends com.example.hello.HelloApplication {
        public static void main(String[] arguments) throws Exception {
          new Without().run(arguments);
        }

        @Override
        public void initialize(Bootstrap<Configuration> bootstrap) {}
      }
      """;

  /** What we want is 1.03, and one at a time takes 1.1; each start of a JVM differs by 0.02. */
  private static final double MOST = 1.15;

  /** 800 classes more than the 7 354 without, and their work. */
  private static final double MOST_START = 1.2;

  private static final String PATH = "/hello/you";
  private static final String SERVICE = "0";
  private static final String GENERATOR = "1";

  /** From then on the compiler takes less than a hundredth, with the bundle and without. */
  private static final int WARM_UP = 60_000;

  /** Short, and many: what disturbs the machine then hits both of a pair, or only one pair. */
  private static final int REQUESTS = 320;

  private static final int PAIRS = 100;

  private static final int ROUNDS = 2;
  private static final int STARTS = 11;

  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @BeforeAll
  void compile(@TempDir Path directory) throws IOException {
    this.directory = directory;
    Path source = Files.writeString(directory.resolve("Without.java"), WITHOUT);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertThat(
            javac.run(
                System.out,
                System.err,
                "-cp",
                JAR.toString(),
                "-d",
                directory.toString(),
                source.toString()))
        .isZero();
  }

  /** One at a time costs most: each is handed to another thread, which then has to wake up. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void requestCostsHardlyMore_withTheBundle(int clients) throws Exception {
    String processors = Processors.moveThisProcess(GENERATOR);
    try {
      double[][] all = new double[2][ROUNDS * PAIRS];
      for (int round = 0; round < ROUNDS; round++) measure(clients, all, round * PAIRS);
      assertRatio("CPU per request, µs, clients=" + clients, all, MOST);
    } finally {
      Processors.moveThisProcess(processors);
    }
  }

  private void measure(int clients, double[][] all, int begin) throws Exception {
    try (ServiceProcess with = start(WITH);
        ServiceProcess without = start("Without")) {
      List<ServiceProcess> both = List.of(with, without);
      for (ServiceProcess service : both) ask(service, clients, WARM_UP);
      for (int pair = begin; pair < begin + PAIRS; pair++) {
        int first = pair % 2;
        for (int i : new int[] {first, 1 - first}) {
          double before = both.get(i).threadSeconds();
          ask(both.get(i), clients, REQUESTS);
          all[i][pair] = 1e6 * (both.get(i).threadSeconds() - before) / REQUESTS;
        }
      }
    }
  }

  /** Each client goes on as soon as it has its answer, on a connection that is kept. */
  private static void ask(ServiceProcess service, int clients, int requests) throws Exception {
    try (ExecutorService all = Executors.newFixedThreadPool(clients)) {
      Callable<Void> client =
          () -> {
            for (int i = 0; i < requests / clients; i++)
              assertThat(service.get(PATH).statusCode()).isEqualTo(200);
            return null;
          };
      for (Future<Void> done : all.invokeAll(Collections.nCopies(clients, client))) done.get();
    }
  }

  @Test
  void startTakesHardlyLonger_withTheBundle() throws Exception {
    String processors = Processors.moveThisProcess(GENERATOR);
    try {
      double[][] all = new double[2][STARTS];
      for (int start = 0; start < STARTS; start++) {
        all[0][start] = startMillis(WITH);
        all[1][start] = startMillis("Without");
      }
      assertRatio("start, ms of CPU", all, MOST_START);
    } finally {
      Processors.moveThisProcess(processors);
    }
  }

  private ServiceProcess start(String main) throws IOException {
    Path own = Files.createTempDirectory(directory, main);
    return ServiceProcess.start(own, SERVICE, PATH, "-Xmx256m", "-cp", JAR + ":" + directory, main);
  }

  /** Of the processor: the start has it for itself, and what others take of it does not count. */
  private double startMillis(String main) throws IOException {
    try (ServiceProcess started = start(main)) {
      return 1e3 * started.processorSeconds();
    }
  }

  private static void assertRatio(String what, double[][] all, double most) {
    double[] ratios = new double[all[0].length];
    Arrays.setAll(ratios, pair -> all[0][pair] / all[1][pair]);
    print(what + ": with", all[0]);
    print(what + ": without", all[1]);
    print("ratio", ratios);
    assertThat(Median.of(ratios)).isLessThan(most);
  }

  /** With what nineteen times in twenty holds the median that more of them would have. */
  private static void print(String what, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int away = (int) Math.ceil(0.98 * Math.sqrt(values.length));
    int middle = values.length / 2;
    System.out.printf(
        Locale.ROOT,
        "%s: %.3f (%.3f–%.3f), all %.3f–%.3f%n",
        what,
        Median.of(values),
        sorted[middle - away],
        sorted[Math.min(middle + away, values.length - 1)],
        sorted[0],
        sorted[values.length - 1]);
  }
}
