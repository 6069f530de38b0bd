package dropwizardapm.service.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the hot paths over a listener of its own until the compiler has seen them, so that the
 * first clients do not pay for it: on two cores busy workers leave the compiler little time, and it
 * takes longest when it is needed most. The requests are counted in metrics that nobody reads.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String CONNECTOR = "warm-up";

  private final FrontHandler handler;
  private final Duration time;

  WarmUp(FrontHandler handler, Duration time) {
    this.handler = handler;
    this.time = time;
  }

  static String connector() {
    return CONNECTOR;
  }

  /** Takes about the configured time; a failure costs warmth and nothing else. */
  public void run() {
    Server server = new Server();
    HttpConnectionFactory http = new HttpConnectionFactory();
    http.getHttpConfiguration().setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, http);
    connector.setName(CONNECTOR);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.setConnectors(new Connector[] {connector});
    server.setHandler(handler);
    try {
      server.start();
      int requests = drive(connector.getLocalPort());
      LOG.debug("warm, requests={}", requests);
      server.stop();
    } catch (Exception e) {
      LOG.warn("warm-up failed, the first requests will be slow", e);
    }
  }

  private int drive(int port) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    int requests = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (System.nanoTime() < end) {
        // One that goes through the workers in ten that do not.
        get(out, in, requests % 10 == 0 ? "/compute/25" : "/compute/1");
        if (requests % 100 == 0) get(out, in, "/health");
        if (requests % 100 == 50) get(out, in, "/metrics");
        requests++;
      }
    }
    return requests;
  }

  private static void get(OutputStream out, InputStream in, String path) throws IOException {
    out.write(
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith("Content-Length: "))
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new IOException("the connection was closed");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }
}
