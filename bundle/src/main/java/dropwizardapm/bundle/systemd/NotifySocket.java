package dropwizardapm.bundle.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dropwizardapm.bundle.libc.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a Unix socket. The JDK has Unix sockets only as streams (JDK-8297837), so this
 * calls the C library's {@code socket}, {@code sendto} and {@code close}; it needs {@code
 * --enable-native-access}.
 */
final class NotifySocket implements DatagramSink {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int FAMILY_BYTES = 2;
  private static final int MAX_PATH = 107;

  private static final MethodHandle SOCKET =
      Libc.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SENDTO =
      Libc.function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final byte[] path;

  /**
   * @param address a path, or a name in the abstract name space where it begins with {@code @}
   */
  NotifySocket(String address) {
    path = address.getBytes(StandardCharsets.UTF_8);
    if (path.length == 0 || path.length > MAX_PATH || (path[0] != '/' && path[0] != '@')) {
      throw new IllegalArgumentException("not the address of a Unix socket: '" + address + "'");
    }
    if (path[0] == '@') path[0] = 0;
  }

  /**
   * A socket per message: there are a few a minute, and nothing is left to leak or to reconnect.
   */
  @Override
  public void send(String message) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = Libc.errno(arena);
      int socket = (int) SOCKET.invokeExact(errno, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      Libc.check(socket, "socket", errno);
      try {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
        MemorySegment address = address(arena);
        long sent =
            (long)
                SENDTO.invokeExact(
                    errno,
                    socket,
                    data,
                    (long) bytes.length,
                    MSG_NOSIGNAL,
                    address,
                    (int) address.byteSize());
        Libc.check(sent, "sendto", errno);
      } finally {
        int closed = (int) CLOSE.invokeExact(errno, socket);
        Libc.check(closed, "close", errno);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  private MemorySegment address(Arena arena) {
    boolean isAbstract = path[0] == 0;
    MemorySegment address =
        arena.allocate(FAMILY_BYTES + path.length + (isAbstract ? 0 : 1), Short.BYTES);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, path.length);
    return address;
  }
}
