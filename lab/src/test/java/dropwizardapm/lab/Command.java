package dropwizardapm.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program run to its end, standard output and error together. */
record Command(List<String> line, int exit, String output) {
  /** The root of the repository: Maven runs the tests in a module's folder. */
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  static Command run(String... line) {
    return run(Duration.ofMinutes(2), Map.of(), line);
  }

  /** Runs in the repository's root; kills the program and fails after {@code limit}. */
  static Command run(Duration limit, Map<String, String> environment, String... line) {
    try {
      Path output = Files.createTempFile("apm-test-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(REPOSITORY.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) process.destroyForcibly().waitFor();
      String text = Files.readString(output);
      Files.delete(output);
      if (!ended)
        throw new AssertionError("not done after " + limit + ": " + List.of(line) + "\n" + text);
      return new Command(List.of(line), process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** This command, or a failure that shows what it printed. */
  Command succeeded() {
    if (exit != 0) throw new AssertionError("exit " + exit + " from " + this);
    return this;
  }

  /** This command, or a failure: it was expected to refuse. */
  Command failed() {
    if (exit == 0) throw new AssertionError("succeeded, but should not have: " + this);
    return this;
  }

  /** What it printed as one line of words: Ansible breaks long messages. */
  String words() {
    return output.replaceAll("\\s+", " ");
  }

  @Override
  public String toString() {
    return String.join(" ", line) + "\n" + output;
  }
}
