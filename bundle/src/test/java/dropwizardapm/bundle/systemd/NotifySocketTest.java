package dropwizardapm.bundle.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dropwizardapm.bundle.libc.Libc;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
      message, descriptors, flags, sender = socket.recv_fds(s, 4096, 4)
      sent = ''.join(open(each).read() for each in descriptors)
      print(message.decode().replace('\\n', '|') + sent, flush=True)
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"path", "abstract"})
  void message_arrives(String kind) throws Exception {
    String address =
        kind.equals("path")
            ? directory.resolve("notify").toString()
            : "@dropwizard-apm-test-" + ProcessHandle.current().pid();
    Process receiver = receiver(address);
    try (BufferedReader out = receiver.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("bound");
      new NotifySocket(LIBC, address).send("READY=1\nSTATUS=größer");
      assertThat(out.readLine()).isEqualTo("READY=1|STATUS=größer");
    } finally {
      receiver.destroy();
    }
  }

  /** The receiver reads the file that it gets a descriptor of. */
  @Test
  void descriptor_arrivesWithTheMessage() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "what is in it");
    String address = directory.resolve("notify").toString();
    Process receiver = receiver(address);
    try (BufferedReader out = receiver.inputReader(StandardCharsets.UTF_8);
        FileInputStream in = new FileInputStream(file.toFile())) {
      assertThat(out.readLine()).isEqualTo("bound");
      new NotifySocket(LIBC, address).send("FDSTORE=1|", descriptor(file));
      assertThat(out.readLine()).isEqualTo("FDSTORE=1|what is in it");
      assertThat(in.read())
          .as("behind what was read there: it is the same open file")
          .isEqualTo(-1);
    } finally {
      receiver.destroy();
    }
  }

  private static int descriptor(Path file) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .filter(each -> file.equals(target(each)))
          .mapToInt(each -> Integer.parseInt(each.getFileName().toString()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static @Nullable Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (IOException e) { // closed since it was listed
      return null;
    }
  }

  private static Process receiver(String address) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs python3 to receive");
    return new ProcessBuilder("/usr/bin/python3", "-c", RECEIVER, address)
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void send_saysWhatFailed_whenNobodyIsThere() {
    assertThatThrownBy(
            () -> new NotifySocket(LIBC, directory.resolve("nobody").toString()).send("READY=1"))
        .isInstanceOf(IOException.class)
        .hasMessage("sendmsg failed with errno 2");
  }
}
