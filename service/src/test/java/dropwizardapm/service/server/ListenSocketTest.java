package dropwizardapm.service.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.FileNotFoundException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenSocketTest {
  private static Socket connect(ServerSocket server) throws Exception {
    Socket socket = new Socket();
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 300);
    return socket;
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
  void connectionsUnderWay_areKept_andNewOnesAreNot_whenDropped(String address) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(address));
        Socket early = connect(server)) {
      ListenSocket socket = ListenSocket.of(server.getLocalPort());
      await().until(() -> socket.waiting() == 1);

      socket.dropNewConnections();

      assertThatThrownBy(() -> connect(server)).isInstanceOf(SocketTimeoutException.class);
      early.getOutputStream().write("still here".getBytes(StandardCharsets.US_ASCII));
      try (Socket accepted = server.accept()) {
        assertThat(accepted.getInputStream().readNBytes(10)).asString().isEqualTo("still here");
      }
      assertThat(socket.waiting()).isZero();
    }
  }

  @Test
  void of_refuses_whenNobodyListensThere() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0)) {
      port = server.getLocalPort();
    }
    assertThatThrownBy(() -> ListenSocket.of(port)).isInstanceOf(FileNotFoundException.class);
  }
}
