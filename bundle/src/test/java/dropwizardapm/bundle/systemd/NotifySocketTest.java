package dropwizardapm.bundle.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dropwizardapm.bundle.libc.Libc;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real datagram socket, which Python opens because the JDK cannot. */
class NotifySocketTest {
  private static final Libc LIBC = Libc.find().orElseThrow();

  private static final String RECEIVER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.settimeout(20)
      s.bind(sys.argv[1].replace('@', '\\0', 1))
      print('bound', flush=True)
      print(s.recv(4096).decode().replace('\\n', '|'), flush=True)
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"path", "abstract"})
  void message_arrives(String kind) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3 to receive");
    String address =
        kind.equals("path")
            ? directory.resolve("notify").toString()
            : "@dropwizard-apm-test-" + ProcessHandle.current().pid();
    Process receiver =
        new ProcessBuilder("/usr/bin/python3", "-c", RECEIVER, address)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = receiver.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("bound");
      new NotifySocket(LIBC, address).send("READY=1\nSTATUS=größer");
      assertThat(out.readLine()).isEqualTo("READY=1|STATUS=größer");
    } finally {
      receiver.destroy();
    }
  }

  @Test
  void send_saysWhatFailed_whenNobodyIsThere() {
    assertThatThrownBy(
            () -> new NotifySocket(LIBC, directory.resolve("nobody").toString()).send("READY=1"))
        .isInstanceOf(IOException.class)
        .hasMessage("sendto failed with errno 2");
  }
}
