package dropwizardapm.bundle.libc;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Functions that report failure by a negative result and {@code errno}. */
public final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_HANDLE =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private Libc() {}

  /** Takes, before the function's own arguments, where to put errno: {@link #errno}. */
  @SuppressWarnings("restricted")
  public static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, ERRNO);
  }

  public static MemorySegment errno(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  public static void check(long result, String call, MemorySegment errno) throws IOException {
    if (result < 0)
      throw new IOException(call + " failed with errno " + (int) ERRNO_HANDLE.get(errno, 0L));
  }

  /** What an invocation of a {@link MethodHandle} can throw beside what it was written for. */
  public static IllegalStateException unexpected(Throwable failure) {
    return new IllegalStateException("the C library cannot be called", failure);
  }
}
