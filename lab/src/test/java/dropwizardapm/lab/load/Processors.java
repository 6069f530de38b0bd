package dropwizardapm.lab.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Who may run where, and how busy it is there. */
final class Processors {
  private static final int TICKS_PER_SECOND = 100;
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;

  private Processors() {}

  /** Moves all threads of this JVM to {@code list}; returns the list of before. */
  static String moveThisProcess(String list) throws IOException, InterruptedException {
    String before =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Cpus_allowed_list:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElseThrow();
    String pid = Long.toString(ProcessHandle.current().pid());
    int exit =
        new ProcessBuilder("taskset", "--all-tasks", "--cpu-list", "--pid", list, pid)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) throw new IOException("taskset cannot move this process to " + list);
    return before;
  }

  /** Seconds that a processor has been busy since the machine's start, whoever kept it so. */
  static double busySeconds(int processor) throws IOException {
    String[] fields =
        Files.readAllLines(Path.of("/proc/stat")).stream()
            .filter(line -> line.startsWith("cpu" + processor + " "))
            .map(line -> line.split(" +"))
            .findFirst()
            .orElseThrow();
    long all = Arrays.stream(fields, 1, 9).mapToLong(Long::parseLong).sum();
    return (double) (all - Long.parseLong(fields[IDLE]) - Long.parseLong(fields[IO_WAIT]))
        / TICKS_PER_SECOND;
  }
}
