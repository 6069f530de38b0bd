package dropwizardapm.bundle.health;

import com.codahale.metrics.health.HealthCheck;
import java.nio.file.Path;

/** Is there room for the log? Where there is none, the journal drops lines without a word. */
public final class LogDiskCheck extends HealthCheck {
  private static final long MEBI = 1024 * 1024;

  private final Path directory;
  private final long minFreeBytes;

  public LogDiskCheck(Path directory, long minFreeBytes) {
    this.directory = directory;
    this.minFreeBytes = minFreeBytes;
  }

  @Override
  protected Result check() {
    // Not Files.getFileStore, which reads the table of mounts each time. 0 where there is no such
    // directory.
    long free = directory.toFile().getUsableSpace();
    return free >= minFreeBytes
        ? Result.healthy()
        : Result.unhealthy(
            "%d MiB free for the log in %s, less than %d",
            free / MEBI, directory, minFreeBytes / MEBI);
  }
}
