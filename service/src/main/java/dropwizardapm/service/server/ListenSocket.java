package dropwizardapm.service.server;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dropwizardapm.service.libc.Libc;
import dropwizardapm.service.tcp.TcpRow;
import dropwizardapm.service.tcp.TcpTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A listening TCP socket of this process as the kernel knows it. Java neither tells how many
 * connections wait in it nor lets it take no more of them.
 */
final class ListenSocket {
  private static final TcpTable TABLE = TcpTable.ofKernel();
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String SOCKET = "socket:[";

  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;

  /**
   * Classic BPF over the TCP header: drops segments with the SYN flag, which would begin a
   * connection, and passes those that complete one that has begun.
   */
  private static final long[] DROP_SYN = {
    instruction(0x30, 0, 0, 13), // load the byte of flags
    instruction(0x45, 0, 1, 0x02), // SYN? else skip one
    instruction(0x06, 0, 0, 0), // drop
    instruction(0x06, 0, 0, 0x40000), // pass
  };

  private static final MethodHandle SETSOCKOPT =
      Libc.function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  private final int port;
  private final long inode;
  final int descriptor;

  private ListenSocket(int port, long inode, int descriptor) {
    this.port = port;
    this.inode = inode;
    this.descriptor = descriptor;
  }

  /** This process' own on {@code port}. */
  static ListenSocket of(int port) throws IOException {
    Map<Long, Integer> own = ownSockets();
    long inode = row(row -> row.listensOn(port) && own.containsKey(row.inode()), port).inode();
    return new ListenSocket(port, inode, own.getOrDefault(inode, -1));
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
   * if the network had lost its packet.
   */
  void dropNewConnections() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment program = arena.allocateFrom(ValueLayout.JAVA_LONG, DROP_SYN);
      MemorySegment header = arena.allocate(ADDRESS.byteSize() * 2, ADDRESS.byteAlignment());
      header.set(ValueLayout.JAVA_SHORT, 0, (short) DROP_SYN.length);
      header.set(ADDRESS, ADDRESS.byteSize(), program);
      MemorySegment errno = Libc.errno(arena);
      int result =
          (int)
              SETSOCKOPT.invokeExact(
                  errno, descriptor, SOL_SOCKET, SO_ATTACH_FILTER, header, (int) header.byteSize());
      Libc.check(result, "setsockopt(SO_ATTACH_FILTER)", errno);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  /** As struct sock_filter lies in memory: 16 bits code, 8 and 8 of jumps, 32 of operand. */
  private static long instruction(int code, int ifTrue, int ifFalse, int operand) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .putShort((short) code)
        .put((byte) ifTrue)
        .put((byte) ifFalse)
        .putInt(operand)
        .getLong(0);
  }
}
