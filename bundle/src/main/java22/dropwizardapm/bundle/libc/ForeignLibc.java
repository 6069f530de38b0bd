package dropwizardapm.bundle.libc;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
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
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.OptionalInt;

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
  private static final MethodHandle SENDMSG =
      function("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  private static final MethodHandle DUP =
      function("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle DUP2 =
      function("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle LISTEN =
      function("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

  /** {@code struct iovec}. */
  private static final StructLayout PART = structLayout(ADDRESS, JAVA_LONG);

  /** {@code struct msghdr} of 64-bit Linux. */
  private static final StructLayout MESSAGE =
      structLayout(
          ADDRESS.withName("name"),
          JAVA_INT.withName("nameLength"),
          paddingLayout(Integer.BYTES),
          ADDRESS.withName("parts"),
          JAVA_LONG.withName("partCount"),
          ADDRESS.withName("control"),
          JAVA_LONG.withName("controlLength"),
          JAVA_INT.withName("flags"),
          paddingLayout(Integer.BYTES));

  /** {@code struct cmsghdr} with one descriptor behind it. */
  private static final StructLayout CONTROL =
      structLayout(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, paddingLayout(Integer.BYTES));

  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;

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
  public void sendDatagram(byte[] path, byte[] data, OptionalInt descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = state(arena);
      int socket = (int) SOCKET.invokeExact(errno, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      check(socket, "socket", errno);
      try {
        MemorySegment message = message(path, data, descriptor, arena);
        long sent = (long) SENDMSG.invokeExact(errno, socket, message, MSG_NOSIGNAL);
        check(sent, "sendmsg", errno);
      } finally {
        close(socket);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static MemorySegment message(
      byte[] path, byte[] data, OptionalInt descriptor, Arena arena) {
    MemorySegment address = address(path, arena);
    MemorySegment part = arena.allocate(PART);
    part.set(ADDRESS, 0, arena.allocateFrom(JAVA_BYTE, data));
    part.set(JAVA_LONG, ADDRESS.byteSize(), data.length);
    MemorySegment message = arena.allocate(MESSAGE);
    message.set(ADDRESS, offset("name"), address);
    message.set(JAVA_INT, offset("nameLength"), (int) address.byteSize());
    message.set(ADDRESS, offset("parts"), part);
    message.set(JAVA_LONG, offset("partCount"), 1);
    if (descriptor.isPresent()) {
      MemorySegment control = arena.allocate(CONTROL);
      control.set(JAVA_LONG, 0, CONTROL.byteSize() - Integer.BYTES); // without its padding
      control.set(JAVA_INT, 8, SOL_SOCKET);
      control.set(JAVA_INT, 12, SCM_RIGHTS);
      control.set(JAVA_INT, 16, descriptor.getAsInt());
      message.set(ADDRESS, offset("control"), control);
      message.set(JAVA_LONG, offset("controlLength"), control.byteSize());
    }
    return message;
  }

  private static long offset(String field) {
    return MESSAGE.byteOffset(MemoryLayout.PathElement.groupElement(field));
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

  @Override
  public int duplicate(int descriptor) throws IOException {
    return call("dup", errno -> (int) DUP.invokeExact(errno, descriptor));
  }

  @Override
  public void duplicate(int descriptor, int as) throws IOException {
    call("dup2", errno -> (int) DUP2.invokeExact(errno, descriptor, as));
  }

  @Override
  public void listen(int socket, int backlog) throws IOException {
    call("listen", errno -> (int) LISTEN.invokeExact(errno, socket, backlog));
  }

  @Override
  public void close(int descriptor) throws IOException {
    call("close", errno -> (int) CLOSE.invokeExact(errno, descriptor));
  }

  private interface Call {
    int with(MemorySegment errno) throws Throwable;
  }

  private static int call(String name, Call call) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = state(arena);
      int result = call.with(errno);
      check(result, name, errno);
      return result;
    } catch (IOException | RuntimeException | Error e) {
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
