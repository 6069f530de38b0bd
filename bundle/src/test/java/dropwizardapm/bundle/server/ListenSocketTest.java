package dropwizardapm.bundle.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dropwizardapm.bundle.libc.Libc;
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
  private static final Libc LIBC = Libc.find().orElseThrow();

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_DEFER_ACCEPT = 9;

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
      ListenSocket socket = ListenSocket.of(LIBC, server.getLocalPort());
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

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
  void handshakeUnderWay_isCompleted_whenNewOnesAreDropped(String address) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName(address))) {
      server.setSoTimeout(5_000);
      ListenSocket socket = ListenSocket.of(LIBC, server.getLocalPort());
      completeWithFirstBytes(socket);
      try (Socket early = connect(server)) {
        assertThat(socket.waiting()).isZero();

        socket.dropNewConnections();

        early.getOutputStream().write("here I am".getBytes(StandardCharsets.US_ASCII));
        try (Socket accepted = server.accept()) {
          assertThat(accepted.getInputStream().readNBytes(9)).asString().isEqualTo("here I am");
          early.getOutputStream().write("still".getBytes(StandardCharsets.US_ASCII));
          socket.openAccepted();
          accepted.setSoTimeout(5_000);
          assertThat(accepted.getInputStream().readNBytes(5)).asString().isEqualTo("still");
        }
      }
    }
  }

  /** From now on handshakes stay under way until their client writes: TCP_DEFER_ACCEPT. */
  private static void completeWithFirstBytes(ListenSocket socket) {
    assertThat(LIBC.setSocketOption(socket.descriptor, IPPROTO_TCP, TCP_DEFER_ACCEPT, 30)).isZero();
  }

  @Test
  void of_refuses_whenNobodyListensThere() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0)) {
      port = server.getLocalPort();
    }
    assertThatThrownBy(() -> ListenSocket.of(LIBC, port)).isInstanceOf(FileNotFoundException.class);
  }
}
