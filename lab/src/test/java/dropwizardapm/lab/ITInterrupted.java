package dropwizardapm.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whoever is cut off in the middle of a deployment starts it again, and that is all. */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "takes a quarter of an hour: run ./apm test --long")
@NeedsOwnHosts
class ITInterrupted {
  private static final Lab LAB = Lab.STACK.beside(5);
  private static final int TIMES = 20;

  /** A first deployment has 390; the checks, which change nothing, are the first 200. */
  private static final int TASKS = 330;

  @BeforeAll
  static void boot() {
    LAB.lab("down").succeeded();
    LAB.lab("boot").succeeded();
  }

  @AfterAll
  static void down() {
    LAB.lab("down").succeeded();
  }

  /** Each goes on with what those before have left. */
  @Test
  void deployment_endsWell_afterTwentyThatWereKilled() throws IOException, InterruptedException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.printf("killed deployments: -Dseed=%d repeats them%n", seed);
    for (int number : new Random(seed).ints(TIMES, 1, TASKS).toArray()) kill(number);

    LAB.deploy().succeeded();

    assertThat(Recap.of(LAB.deploy().succeeded()))
        .allSatisfy(host -> assertThat(host.changed()).isZero());
    assertThat(LAB.ssh("systemctl --failed --no-legend").succeeded().output()).isBlank();
    assertThat(Http.get("http://" + LAB.address() + ":8031/health").statusCode()).isEqualTo(200);
  }

  /** Ends it with a task, as a lid that is closed does. One that has fewer tasks ends well. */
  private static void kill(int number) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "ansible-playbook", "-i", "ansible/inventories/lab", "ansible/deploy.yml")
            .directory(Command.REPOSITORY.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(LAB.environment());
    builder.environment().put("ANSIBLE_CONFIG", "ansible/ansible.cfg");
    builder.environment().put("ANSIBLE_NOCOLOR", "1");
    Process run = builder.start();
    StringBuilder output = new StringBuilder();
    String task = "its end";
    int begun = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(run.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (line.startsWith("TASK [") && ++begun == number) {
          task = line;
          run.destroyForcibly();
          break;
        }
      }
    }
    run.waitFor();
    System.out.printf("killed at task %d: %s%n", begun, task);
    if (begun < number) assertThat(run.exitValue()).as(output.toString()).isZero();
  }
}
