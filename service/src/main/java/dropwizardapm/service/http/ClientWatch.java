package dropwizardapm.service.http;

import dropwizardapm.service.compute.Ticket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels computations whose client has gone. HTTP/1.1 in Jetty gives no sign of that before the
 * answer is written (jetty#238), and reading ahead to find out would take a pipelined request from
 * it; so this looks up the connections in the kernel's table, while there is a computation worth
 * it.
 */
final class ClientWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(50);
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String ESTABLISHED = "01";

  private final Map<Request, Ticket> watched = new ConcurrentHashMap<>();

  /**
   * Not in the table at the last look. It is read in pieces while connections come and go, and now
   * and then an open one is missed; twice running means gone.
   */
  private Set<Request> missing = Set.of();

  private final Thread thread =
      Thread.ofPlatform().daemon().name("client-watch").unstarted(this::loop);
  private final AtomicBoolean started = new AtomicBoolean();

  void add(Request request, Ticket ticket) {
    watched.put(request, ticket);
    if (started.compareAndSet(false, true)) thread.start();
    else LockSupport.unpark(thread);
  }

  void remove(Request request) {
    watched.remove(request);
  }

  private void loop() {
    try {
      while (true) {
        if (watched.isEmpty()) LockSupport.park(this);
        Thread.sleep(PERIOD);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException e) {
      LOG.info("computations go on when their client has gone: {}", e.getMessage());
    }
  }

  private void look() throws IOException {
    if (watched.isEmpty()) return;
    Set<String> open = new HashSet<>();
    for (Path table : TABLES) {
      if (!Files.isReadable(table)) continue;
      Files.readAllLines(table).stream()
          .skip(1)
          .map(ClientWatch::openConnection)
          .forEach(open::add);
    }
    Set<Request> absent = new HashSet<>();
    watched.forEach(
        (request, ticket) -> {
          if (open.contains(key(request))) return;
          if (missing.contains(request)) ticket.cancel();
          else absent.add(request);
        });
    missing = absent;
  }

  /** Ports and the end of the remote address of a table's line, empty unless established. */
  static String openConnection(String line) {
    String[] fields = line.trim().split("\\s+", 5);
    return fields[3].equals(ESTABLISHED) ? port(fields[1]) + ' ' + lastWord(fields[2]) : "";
  }

  private static String port(String address) {
    return address.substring(address.indexOf(':') + 1);
  }

  /**
   * The last 32 bits of an address tell connections from the same remote port apart well enough,
   * and are alike in both tables.
   */
  private static String lastWord(String address) {
    int colon = address.indexOf(':');
    return address.substring(colon - 8);
  }

  private static String key(Request request) {
    return key(
        request.getConnectionMetaData().getLocalSocketAddress(),
        request.getConnectionMetaData().getRemoteSocketAddress());
  }

  static String key(SocketAddress local, SocketAddress remote) {
    InetSocketAddress here = (InetSocketAddress) local;
    InetSocketAddress there = (InetSocketAddress) remote;
    byte[] address = there.getAddress().getAddress();
    int end = address.length;
    // The kernel prints words as the machine holds them: the bytes of the network in reverse.
    return "%04X %02X%02X%02X%02X:%04X"
        .formatted(
            here.getPort(),
            address[end - 1],
            address[end - 2],
            address[end - 3],
            address[end - 4],
            there.getPort());
  }
}
