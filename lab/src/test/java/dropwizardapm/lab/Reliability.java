package dropwizardapm.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What came of each fault, as it stands in {@code docs/}. */
final class Reliability {
  private static final String HEAD =
      """
      # Reliability

      What breaks, and what comes of it without anybody's help. Each row is an end-to-end test on a host with the whole stack; the times
      run from the moment of the fault until it answers again. How soon a person is told of a fault: [fault drill](fault-drill.md).

      This command generates the page; it ran on two cores that other programs use as well:

      ```sh
      ./apm test --long -Dgenerate
      ```

      | fault | promised | seen |
      |---|---|---|
      """;

  private static final String FOOT =
      """

      - A **power cut** ends all of the host's processes at once. It leaves what the kernel has taken and not yet put on the disk, which a
        real one does not.
      - A **clock** that is set: not tested. A container shares its machine's clock, and may not set it.
      - Other tests hold what a deployment does with what cannot run: a release that does not get healthy goes back to the one before
        (`ITRollback`, `ITLossless`), a daemon goes on with what it had (`ITDaemons`), and wrong values are refused before anything is
        changed (`ITRefusedValues`). No request is lost in restarts, deployments, returns and rollbacks (`ITLossless`).
      """;

  private static final List<String> ROWS = new CopyOnWriteArrayList<>();

  private Reliability() {}

  static void seen(String fault, String promise, Duration backAfter) {
    seen(fault, promise, "%.1f s".formatted(backAfter.toMillis() / 1000.0));
  }

  static void seen(String fault, String promise, String what) {
    String row = "| %s | %s | %s |%n".formatted(fault, promise, what);
    System.out.print(row);
    ROWS.add(row);
  }

  /** Each class that has added rows publishes them, with those of the classes before it. */
  static void publish() throws IOException {
    if (System.getProperty("generate") != null)
      Files.writeString(
          Command.REPOSITORY.resolve("docs/reliability.md"),
          HEAD + ROWS.stream().collect(Collectors.joining()) + FOOT);
  }
}
