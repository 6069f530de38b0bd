package dropwizardapm.bundle.server;

import dropwizardapm.bundle.libc.Libc;
import dropwizardapm.bundle.systemd.DescriptorStore;
import java.io.IOException;
import java.util.OptionalInt;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener that outlives the process: systemd keeps it while the service restarts, and who
 * connects meanwhile waits in its queue instead of being refused. Where systemd keeps nothing, or
 * the C library cannot be called, this does nothing.
 */
public final class KeptListener {
  private static final Logger LOG = LoggerFactory.getLogger(KeptListener.class);

  /** The most that Linux allows by default (net.core.somaxconn); Java's own default is 50. */
  private static final int BACKLOG = 4096;

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private final DescriptorStore store;
  private final @Nullable Libc libc;
  private boolean adopted;
  private boolean kept;

  public KeptListener(DescriptorStore store) {
    this.store = store;
    this.libc = store.isThere() ? Libc.find().orElse(null) : null;
  }

  /**
   * Lets a connector that has not started go on with the listener of the process before, if that
   * had the same address. One with the same port alone is closed, as it would stand in the way.
   */
  public void adopt(ServerConnector connector) {
    if (libc == null) return;
    try {
      OptionalInt given = store.take(name(connector));
      if (given.isEmpty()) {
        store.close(name -> name.endsWith(port(connector)), libc);
        return;
      }
      // System.inheritedChannel(), which Jetty asks, knows no other descriptor.
      libc.duplicate(given.getAsInt(), STDIN);
      libc.close(given.getAsInt());
      connector.setInheritChannel(true);
      adopted = true;
    } catch (IOException e) {
      LOG.error("the listener of the process before cannot be taken over", e);
    }
  }

  /** Has systemd keep the listener of a connector that has started, and no other. */
  public void keep(ServerConnector connector) {
    if (libc == null || connector.getPort() == 0) return;
    try {
      store.close(name -> true, libc);
      ListenSocket socket = ListenSocket.of(libc, connector.getLocalPort());
      socket.letConnect();
      libc.listen(socket.descriptor, BACKLOG);
      if (!adopted) store.store(name(connector), socket.descriptor);
      kept = true;
    } catch (IOException | RuntimeException e) { // a start goes on, whatever it was
      LOG.warn("connections will be refused during a restart: {}", e.toString());
    }
  }

  /** Is there somebody in whose queue new connections wait? */
  public boolean isKept() {
    return kept;
  }

  /**
   * Accepts no more, as the next process will, and waits until the connections that were accepted
   * have brought their first request.
   */
  public void release(ServerConnector connector) throws InterruptedException {
    close(connector);
    ListenerDrain.awaitFirstRequests(connector);
  }

  /** Closes it in this process, whoever else has it. */
  public void close(ServerConnector connector) {
    connector.setAccepting(false); // or its threads would spin once it is closed
    if (libc == null || !adopted) {
      connector.close();
      return;
    }
    try {
      // Closing an inherited channel, the JDK directs both to /dev/null: the log would end here.
      int stdout = libc.duplicate(STDOUT);
      int stderr = libc.duplicate(STDERR);
      connector.close();
      libc.duplicate(stdout, STDOUT);
      libc.duplicate(stderr, STDERR);
      libc.close(stdout);
      libc.close(stderr);
    } catch (IOException e) {
      LOG.warn("the rest of the log may be missing: {}", e.toString());
    }
  }

  private static String name(ServerConnector connector) {
    String host = connector.getHost() == null ? "any" : connector.getHost().replace(':', '.');
    return "listener-" + host + port(connector);
  }

  private static String port(ServerConnector connector) {
    return "-" + connector.getPort();
  }
}
