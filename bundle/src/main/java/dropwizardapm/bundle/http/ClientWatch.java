package dropwizardapm.bundle.http;

import dropwizardapm.bundle.tcp.TcpConnection;
import dropwizardapm.bundle.tcp.TcpTable;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whose client has gone. HTTP/1.1 in Jetty gives no sign of that before the answer is written
 * (jetty#238), and reading ahead to find out would take a pipelined request from it; so this looks
 * up the connections in the kernel's table, while there is a request that wants to know.
 */
final class ClientWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  /** Of one processor; a look takes 5 ms and more where the kernel's hash table is large. */
  private static final double MAX_SHARE = 0.05;

  private record Client(TcpConnection connection, Runnable action) {}

  private final Map<Request, Client> watched = new ConcurrentHashMap<>();
  private final TcpTable table;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("client-watch").unstarted(this::loop);
  private final AtomicBoolean started = new AtomicBoolean();
  private boolean told;

  ClientWatch(TcpTable table) {
    this.table = table;
  }

  /** Until it is removed, or its client has gone. */
  void add(Request request, Runnable action) {
    // Not the request's own addresses, which are what a proxy says in X-Forwarded-For or PROXY.
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    while (end instanceof EndPoint.Wrapper proxied) end = proxied.unwrap();
    SocketAddress local = end.getLocalSocketAddress();
    SocketAddress remote = end.getRemoteSocketAddress();
    if (local == null || remote == null) { // closed on our side
      action.run();
      return;
    }
    watched.put(request, new Client(TcpConnection.of(local, remote), action));
    if (started.compareAndSet(false, true)) thread.start();
    else LockSupport.unpark(thread);
  }

  void remove(Request request) {
    watched.remove(request);
  }

  private void loop() {
    long pause = PAUSE_NANOS;
    try {
      while (true) {
        if (watched.isEmpty()) LockSupport.park(this);
        TimeUnit.NANOSECONDS.sleep(pause);
        long start = System.nanoTime();
        look();
        pause = Math.max(PAUSE_NANOS, (long) ((System.nanoTime() - start) / MAX_SHARE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Map<Request, Client> clients = Map.copyOf(watched);
    if (clients.isEmpty()) return;
    try {
      Set<TcpConnection> gone =
          table.gone(clients.values().stream().map(Client::connection).toList());
      clients.forEach(
          (request, client) -> {
            if (gone.contains(client.connection) && watched.remove(request, client)) tell(client);
          });
    } catch (IOException | RuntimeException e) {
      // Once: where the table cannot be had, it is so at each look; where descriptors were short,
      // a later one finds it.
      if (!told) LOG.info("work goes on when its client has gone: {}", e.toString());
      told = true;
    }
  }

  /** The action is an application's: what it throws must not keep others from being told. */
  private static void tell(Client client) {
    try {
      client.action.run();
    } catch (RuntimeException | Error e) {
      LOG.error("what follows from a client that has gone cannot be done", e);
    }
  }
}
