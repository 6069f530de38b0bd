package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionMemoryTest {
  /** Its answer has no body. */
  private static final String REQUEST = "OPTIONS /health HTTP/1.1\r\nHost: a\r\nX-Own: b\r\n\r\n";

  private static final int CONNECTIONS = 400;

  /**
   * Both ends of it, as the client is in this process, too; 4096 of them are a sixth of the heap.
   */
  private static final int MAX_BYTES = 10_000;

  @Test
  void connection_takesLittleOfTheHeap() throws Exception {
    List<Socket> open = new ArrayList<>();
    try (RunningService service =
        RunningService.start(
            """
              applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
              adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
            """,
            environment -> {})) {
      open.add(used(service.port()));
      long before = Footprint.now().heapBytes();
      for (int i = 0; i < CONNECTIONS; i++) open.add(used(service.port()));
      long each = (Footprint.now().heapBytes() - before) / CONNECTIONS;
      assertThat(each).as("bytes of a connection").isLessThan(MAX_BYTES);
    } finally {
      for (Socket socket : open) socket.close();
    }
  }

  /** A connection that has had two answers: Jetty remembers headers from the second request on. */
  private static Socket used(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    for (int i = 0; i < 2; i++) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      String head = head(socket.getInputStream());
      assertThat(head).startsWith("HTTP/1.1 204");
    }
    return socket;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) throw new IOException("closed after: " + head);
      head.append((char) c);
    }
    return head.toString();
  }
}
