package dropwizardapm.bundle.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** By way of java.lang.foreign; it needs {@code --enable-native-access}. */
final class ForeignLibc implements Libc {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int FAMILY_BYTES = 2;

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
  private static final MethodHandle SETSOCKOPT =
      function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  ForeignLibc() {}

  /** Takes, before the function's own arguments, where to put errno. */
  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(), descriptor, ERRNO);
  }

  /**
   * A socket per message: there are a few a minute, and nothing is left to leak or to reconnect.
   */
  @Override
  public void sendDatagram(byte[] path, byte[] data) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = state(arena);
      int socket = (int) SOCKET.invokeExact(errno, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      check(socket, "socket", errno);
      try {
        MemorySegment address = address(path, arena);
        long sent =
            (long)
                SENDTO.invokeExact(
                    errno,
                    socket,
                    arena.allocateFrom(JAVA_BYTE, data),
                    (long) data.length,
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
      throw unexpected(e);
    }
  }

  /** With a 0 behind the path, but for a name in the abstract name space, which has a length. */
  private static MemorySegment address(byte[] path, Arena arena) {
    boolean isAbstract = path[0] == 0;
    MemorySegment address =
        arena.allocate(FAMILY_BYTES + path.length + (isAbstract ? 0 : 1), Short.BYTES);
    address.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(path, 0, address, JAVA_BYTE, FAMILY_BYTES, path.length);
    return address;
  }

  @Override
  public int setSocketOption(int socket, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = state(arena);
      MemorySegment encoded = arena.allocateFrom(JAVA_INT, value);
      int result =
          (int)
              SETSOCKOPT.invokeExact(
                  errno, socket, level, option, encoded, (int) encoded.byteSize());
      return result == 0 ? 0 : errno(errno);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MemorySegment state(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  private static void check(long result, String call, MemorySegment errno) throws IOException {
    if (result < 0) throw new IOException(call + " failed with errno " + errno(errno));
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO_HANDLE.get(state, 0L);
  }

  /** What an invocation of a {@link MethodHandle} can throw beside what it was written for. */
  private static IllegalStateException unexpected(Throwable failure) {
    return new IllegalStateException("the C library cannot be called", failure);
  }
}
