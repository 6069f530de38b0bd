package dropwizardapm.bundle.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why systemd ends the service: to start it again, or for good. The signal is the same. */
public final class PendingJob {
  private static final Logger LOG = LoggerFactory.getLogger(PendingJob.class);
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Path CONTROL_GROUP = Path.of("/proc/self/cgroup");
  private static final Pattern UNIT =
      Pattern.compile("(?m)^(?:0:|1:name=systemd):.*/([^/]+[.]service)");

  private PendingJob() {}

  /** Does a stop end it that no start follows? Where systemd cannot be asked, it does not. */
  public static boolean isStop() throws InterruptedException {
    try {
      Optional<String> unit = unit(Files.readString(CONTROL_GROUP));
      return unit.isPresent() && isStop(jobs(unit.get()));
    } catch (IOException e) {
      LOG.info(
          "not known whether the service is stopped or restarted, connections wait for its start:"
              + " {}",
          e.getMessage());
      return false;
    }
  }

  static Optional<String> unit(String controlGroups) {
    Matcher matcher = UNIT.matcher(controlGroups);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * @param jobs a line each: number, unit, type, state
   */
  static boolean isStop(String jobs) {
    return jobs.lines()
        .map(line -> line.strip().split(" +", -1))
        .anyMatch(job -> job.length > 2 && job[2].equals("stop"));
  }

  private static String jobs(String unit) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("systemctl", "list-jobs", "--no-legend", "--plain", "--full", unit)
            .redirectErrorStream(true);
    Process process = Program.run(builder, LIMIT);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.exitValue() != 0) throw new IOException("systemctl list-jobs: " + said.strip());
    return said;
  }
}
