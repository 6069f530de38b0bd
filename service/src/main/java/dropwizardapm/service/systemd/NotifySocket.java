package dropwizardapm.service.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
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

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_HANDLE =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

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

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, ERRNO);
  }

  /**
   * A socket per message: there are a few a minute, and nothing is left to leak or to reconnect.
   */
  @Override
  public void send(String message) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
      int socket = (int) SOCKET.invokeExact(errno, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      check(socket, "socket", errno);
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
        check(sent, "sendto", errno);
      } finally {
        int closed = (int) CLOSE.invokeExact(errno, socket);
        check(closed, "close", errno);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the C library cannot be called", e);
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

  private static void check(long result, String call, MemorySegment errno) throws IOException {
    if (result < 0)
      throw new IOException(call + " failed with errno " + (int) ERRNO_HANDLE.get(errno, 0L));
  }
}
