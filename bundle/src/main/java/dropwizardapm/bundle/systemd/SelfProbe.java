package dropwizardapm.bundle.systemd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the service over its own listener, as a client would. */
public final class SelfProbe {
  private static final int STATUS_LINE = "HTTP/1.1 200".length();

  private final InetSocketAddress address;
  private final int timeoutMillis;

  public SelfProbe(InetSocketAddress address, Duration timeout) {
    this.address = address;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  /** Is {@code path} answered with 200 within the timeout? */
  public boolean answers(String path) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(timeoutMillis);
      socket.connect(address, timeoutMillis);
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(STATUS_LINE);
      return new String(start, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }
}
