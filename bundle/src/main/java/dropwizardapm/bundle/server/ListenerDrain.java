package dropwizardapm.bundle.server;

import dropwizardapm.bundle.libc.Libc;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a listener come to rest before it is closed. Closing it resets every connection that the
 * kernel has made and nobody has accepted yet: seen with 16 clients that connect for each request,
 * two of them in a stop under load.
 */
public final class ListenerDrain {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerDrain.class);

  /**
   * For handshakes under way to be completed: twice the round trip to the other side of the globe.
   */
  private static final Duration HANDSHAKE = Duration.ofMillis(200);

  /** For connections that were made to bring their first request; one that brings none may idle. */
  private static final Duration FIRST_REQUEST = Duration.ofSeconds(1);

  /** Shorter than the time after which what was lost is sent again. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private ListenerDrain() {}

  /**
   * Takes no new connection and waits until those that were made have brought their first request.
   * Where the JVM or the kernel does not let us, it says so in the log and the listener stays open.
   */
  public static void await(ServerConnector connector) throws InterruptedException {
    await(connector, Libc.find());
  }

  static void await(ServerConnector connector, Optional<Libc> libc) throws InterruptedException {
    if (libc.isEmpty()) {
      LOG.info(
          "the listener does not come to rest before it closes, which takes Java 22:"
              + " connections that are made at this moment may be reset");
      return;
    }
    try {
      ListenSocket socket = ListenSocket.of(libc.get(), connector.getLocalPort());
      socket.dropNewConnections();
      long end = System.nanoTime() + HANDSHAKE.plus(FIRST_REQUEST).toNanos();
      for (long left = end - System.nanoTime();
          left > (isAnyWaiting(socket, connector) ? 0 : FIRST_REQUEST.toNanos());
          left = end - System.nanoTime()) {
        Thread.sleep(PAUSE);
        socket.openAccepted();
      }
    } catch (IOException | RuntimeException e) { // a stop goes on, whatever it was
      LOG.warn("connections may be reset when the listener closes: {}", e.toString());
    }
  }

  /** Where nobody accepts any more: waits for who has just been accepted. */
  static void awaitFirstRequests(ServerConnector connector) throws InterruptedException {
    long end = System.nanoTime() + FIRST_REQUEST.toNanos();
    do Thread.sleep(PAUSE);
    while (isAnyUnused(connector) && System.nanoTime() < end);
  }

  private static boolean isAnyWaiting(ListenSocket socket, ServerConnector connector)
      throws IOException {
    return socket.waiting() > 0 || isAnyUnused(connector);
  }

  private static boolean isAnyUnused(ServerConnector connector) {
    return connector.getConnectedEndPoints().stream()
        .map(EndPoint::getConnection)
        .anyMatch(ListenerDrain::isUnused);
  }

  private static boolean isUnused(@Nullable Connection connection) {
    return connection == null || connection.getMessagesIn() == 0;
  }
}
