package dropwizardapm.load;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PreflightTest {
  @Test
  @Timeout(10)
  void target_isRefusedByName_whenItTakesConnectionsAndSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      assertRefused(silent.getLocalPort());
    }
  }

  @Test
  @Timeout(10)
  void target_isRefusedByName_whenNothingListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertRefused(port);
  }

  private static void assertRefused(int port) {
    Properties properties = new Properties();
    properties.setProperty(Settings.URL, "http://127.0.0.1:" + port);
    Preflight preflight = new Preflight(Settings.read(properties));
    assertThatExceptionOfType(PreflightException.class)
        .isThrownBy(preflight::run)
        .withMessageContaining("http://127.0.0.1:" + port)
        .withMessageContaining("-Dload.url");
  }
}
