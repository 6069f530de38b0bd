package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadManTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "'', 127.0.0.1",
    "0.0.0.0, 127.0.0.1",
    "[::1], [::1]",
    "[::], [::1]"
  })
  void deadMansSwitch_answersWhereItWasToldToListen(String listen, String asked)
      throws IOException {
    if (asked.contains(":"))
      assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "this machine has no IPv6");
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder("python3", "ansible/roles/deadman/files/deadman.py")
            .directory(Command.REPOSITORY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("DEADMAN_LISTEN", listen + ":" + port);
    Process process = builder.start();
    try {
      within(Duration.ofSeconds(20))
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(Http.get("http://" + asked + ":" + port + "/").statusCode())
                      .isEqualTo(200));
    } finally {
      process.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
