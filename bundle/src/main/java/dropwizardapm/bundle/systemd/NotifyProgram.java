package dropwizardapm.bundle.systemd;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sends messages by way of {@code systemd-notify}, a process each. The sender is then not the
 * service's main process, so that its unit must have {@code NotifyAccess=all}.
 */
final class NotifyProgram implements DatagramSink {
  static final String NAME = "systemd-notify";

  /** It waits itself until systemd has read the message, for 5 s at most. */
  private static final Duration LIMIT = Duration.ofSeconds(6);

  private final Path program;
  private final String address;

  private NotifyProgram(Path program, String address) {
    this.program = program;
    this.address = address;
  }

  /** The program on {@code path}, a list of directories as in {@code PATH}. */
  static Optional<NotifyProgram> find(String path, String address) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, NAME))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new NotifyProgram(program, address));
  }

  @Override
  public void send(String message) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(message.lines().toList());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("NOTIFY_SOCKET", address);
    try {
      Process process = Program.run(builder, LIMIT);
      if (process.exitValue() != 0) throw failure(process);
    } catch (InterruptedException e) { // the message is on its way
      Thread.currentThread().interrupt();
    }
  }

  private IOException failure(Process process) throws IOException {
    byte[] said = process.getInputStream().readAllBytes();
    return new IOException(
        program
            + " ended with "
            + process.exitValue()
            + ": "
            + new String(said, StandardCharsets.UTF_8).strip());
  }
}
