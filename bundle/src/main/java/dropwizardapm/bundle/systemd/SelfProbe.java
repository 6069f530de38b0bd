package dropwizardapm.bundle.systemd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Asks the service over its own listener, as a client would. */
public final class SelfProbe {
  private static final String SUCCESS = "HTTP/1.1 2";

  private final InetSocketAddress address;
  private final int timeoutMillis;
  private final @Nullable OwnTls tls;

  /**
   * @param tls whether the listener expects it
   */
  public SelfProbe(InetSocketAddress address, Duration timeout, boolean tls) {
    this.address = address;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    this.tls = tls ? new OwnTls() : null;
  }

  /** What came back. */
  public enum Answer {
    SUCCESS,
    /** Anything else than a success. */
    FAILURE,
    /** Nothing within the timeout, or no connection. */
    NONE
  }

  /** Asks for a page. */
  public Answer ask(String path) {
    try {
      return exchange("GET " + path);
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  /**
   * Asks about the server as a whole ({@code OPTIONS *}), whatever is served there. Where the
   * listener wants a certificate of its clients, that it refuses us is an answer.
   */
  public Answer ask() {
    try {
      return exchange("OPTIONS *");
    } catch (SSLException e) {
      return OwnTls.isRefusal(e) ? Answer.SUCCESS : Answer.NONE;
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  private Answer exchange(String question) throws IOException {
    try (Socket socket = connect()) {
      String host = socket instanceof SSLSocket own ? OwnTls.host(own) : "localhost";
      String request = question + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(SUCCESS.length());
      if (start.length == 0) return Answer.NONE;
      return new String(start, StandardCharsets.US_ASCII).equals(SUCCESS)
          ? Answer.SUCCESS
          : Answer.FAILURE;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(timeoutMillis);
      socket.connect(address, timeoutMillis);
      return tls == null ? socket : tls.over(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
