package dropwizardapm.bundle.server;

import dropwizardapm.bundle.libc.Libc;
import dropwizardapm.bundle.tcp.TcpRow;
import dropwizardapm.bundle.tcp.TcpTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A listening TCP socket of this process as the kernel knows it. Java neither tells how many
 * connections wait in it nor lets it take no more of them; the C library does.
 */
final class ListenSocket {
  private static final TcpTable TABLE = TcpTable.ofKernel();
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String SOCKET = "socket:[";

  private static final int IPPROTO_IP = 0;
  private static final int IP_MINTTL = 21;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_MINHOPCOUNT = 73;

  /** More than any packet has on arrival, but for those that were sent with all there is. */
  private static final int MOST = 255;

  private static final int ANY = 0;

  private final Libc libc;
  private final int port;
  private final long inode;
  final int descriptor;

  private ListenSocket(Libc libc, int port, long inode, int descriptor) {
    this.libc = libc;
    this.port = port;
    this.inode = inode;
    this.descriptor = descriptor;
  }

  /** This process' own on {@code port}. */
  static ListenSocket of(Libc libc, int port) throws IOException {
    Map<Long, Integer> own = ownSockets();
    long inode = row(row -> row.listensOn(port) && own.containsKey(row.inode()), port).inode();
    return new ListenSocket(libc, port, inode, own.getOrDefault(inode, -1));
  }

  /** Descriptors by inode. */
  private static Map<Long, Integer> ownSockets() throws IOException {
    Map<Long, Integer> sockets = new HashMap<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path each : descriptors) {
        try {
          String target = Files.readSymbolicLink(each).toString();
          if (target.startsWith(SOCKET))
            sockets.put(
                Long.parseLong(target, SOCKET.length(), target.length() - 1, 10),
                Integer.valueOf(each.getFileName().toString()));
        } catch (NoSuchFileException closed) {
          // Closed since it was listed, as the one of the listing itself always is.
        }
      }
    }
    return sockets;
  }

  private static TcpRow row(Predicate<TcpRow> condition, int port) throws IOException {
    return TABLE
        .find(condition)
        .orElseThrow(
            () ->
                new FileNotFoundException(
                    "this process has no socket that listens on port " + port));
  }

  /** Connections that are complete and that nobody has accepted yet. */
  int waiting() throws IOException {
    return row(row -> row.listensOn(port) && row.inode() == inode, port).receiveQueue();
  }

  /**
   * From now on nobody can connect; a client that tries goes on trying, for a second at first, as
   * if the network had lost its packet. Handshakes under way are completed: the kernel looks at the
   * least time to live (RFC 5082) of a listener only for what would begin a connection. Whoever
   * sends with the greatest there is, as some routers and balancers do, is not held off.
   *
   * <p>No capability is needed. A packet filter (SO_ATTACH_FILTER) would say it better, but on a
   * TCP socket Debian's kernels 6.1.192 and 6.12.117 let nobody without CAP_NET_ADMIN set one.
   */
  void dropNewConnections() throws IOException {
    setLeastTimeToLive(descriptor, MOST);
  }

  /** Takes {@link #dropNewConnections()} back. */
  void letConnect() throws IOException {
    setLeastTimeToLive(descriptor, ANY);
  }

  /**
   * Lets come what is sent over connections that were completed since: they have the listener's
   * least time to live. What was lost until now the client's kernel sends again, after 200 ms.
   */
  void openAccepted() throws IOException {
    for (int socket : ownSockets().values()) {
      if (socket != descriptor) setLeastTimeToLive(socket, ANY);
    }
  }

  /**
   * For both protocols, as Java's sockets are of both; one of them alone is no IP socket's fault.
   */
  private void setLeastTimeToLive(int socket, int least) throws IOException {
    int ipv4 = libc.setSocketOption(socket, IPPROTO_IP, IP_MINTTL, least);
    int ipv6 = libc.setSocketOption(socket, IPPROTO_IPV6, IPV6_MINHOPCOUNT, least);
    if (least == MOST && ipv4 != 0 && ipv6 != 0)
      throw new IOException("setsockopt(IP_MINTTL) failed with errno " + ipv4);
  }
}
