package dropwizardapm.bundle.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program of systemd's, run as a child of the service. */
final class Program {
  /**
   * By SIGTERM: a stop sends that to all processes of the unit, and goes on until it finds no new
   * one, so that it meets a child that has to do with the stop.
   */
  private static final int TERMINATED = 128 + 15;

  private Program() {}

  /** {@return the process, which has ended} It is run once more if a stop has ended it. */
  static Process run(ProcessBuilder builder, Duration limit)
      throws IOException, InterruptedException {
    Process process = once(builder, limit);
    return process.exitValue() == TERMINATED ? once(builder, limit) : process;
  }

  private static Process once(ProcessBuilder builder, Duration limit)
      throws IOException, InterruptedException {
    Process process = builder.start();
    if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return process;
    process.destroyForcibly();
    throw new IOException(
        builder.command().getFirst() + " has not ended in " + limit.toSeconds() + " s");
  }
}
