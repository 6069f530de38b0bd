package dropwizardapm.bundle.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dropwizardapm.bundle.logging.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the JVM cannot call the C library: a program in PATH, here one that writes down its
 * arguments.
 */
class NotifyProgramTest {
  private static final String ADDRESS = "/run/systemd/notify";

  @TempDir private Path directory;

  private void program(String script) throws IOException {
    Path program = Files.writeString(directory.resolve("systemd-notify"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The address, and each argument in brackets: a line for each call. */
  private void programThatRecords() throws IOException {
    program(
        "{ printf '%s' \"$NOTIFY_SOCKET\"; printf ' [%s]' \"$@\"; echo; } >> "
            + directory.resolve("calls"));
  }

  private List<String> calls() throws IOException {
    Path calls = directory.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private Notifier notifier() {
    Map<String, String> environment = Map.of("PATH", "/nowhere::" + directory);
    return new Notifier(Notifier.sink(Optional.empty(), environment, ADDRESS).orElseThrow(), null);
  }

  @Test
  void everyMessage_isACallWithAnArgumentForEachOfItsLines() throws IOException {
    programThatRecords();
    Notifier notifier = notifier();

    notifier.extendTimeout(Duration.ofSeconds(10));
    notifier.ready("serving all");
    notifier.stopping("draining");

    assertThat(calls())
        .containsExactly(
            ADDRESS + " [EXTEND_TIMEOUT_USEC=10000000]",
            ADDRESS + " [READY=1] [STATUS=serving all]",
            ADDRESS + " [STOPPING=1] [STATUS=draining]");
  }

  @Test
  void watchdog_isFedByCalls() throws IOException {
    programThatRecords();
    try (Watchdog watchdog = new Watchdog(notifier(), Duration.ofMillis(900), () -> true)) {
      watchdog.start();
      await().until(() -> calls().size() > 1);
    }
    assertThat(calls()).containsOnly(ADDRESS + " [WATCHDOG=1]");
  }

  @Test
  void send_saysWhatTheProgramSaid_whenItFails() throws IOException {
    program("echo 'No status data could be sent' >&2; exit 3");
    assertThatThrownBy(
            () -> NotifyProgram.find(directory.toString(), ADDRESS).orElseThrow().send("READY=1"))
        .isInstanceOf(IOException.class)
        .hasMessage(directory + "/systemd-notify ended with 3: No status data could be sent");
  }

  @Test
  void message_isSentAgain_whenAStopEndedTheProgramWithTheOthers() throws IOException {
    program(
        "cd %s; test -e ended || { touch ended; kill -TERM $$; }; echo \"$1\" >> calls"
            .formatted(directory));
    NotifyProgram.find(directory.toString(), ADDRESS).orElseThrow().send("STOPPING=1");
    assertThat(calls()).containsExactly("STOPPING=1");
  }

  @Test
  void nothingIsSent_andOneLineNamesTheProgram_whenItIsMissing() {
    try (CapturedLog log = CapturedLog.of(Notifier.class)) {
      assertThat(Notifier.sink(Optional.empty(), Map.of("PATH", directory.toString()), ADDRESS))
          .isEmpty();
      assertThat(log.all()).singleElement().asString().contains("systemd-notify", "PATH");
    }
  }
}
