package dropwizardapm.service.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread give way to the others of this process. Java's own thread priorities do nothing on
 * Linux unless the JVM runs as root with a flag; {@code setpriority} on a thread needs neither,
 * downwards.
 */
public final class Niceness {
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  private Niceness() {}

  /**
   * Makes the calling thread nice (0 as all others … 19 only when nobody else wants to run), if the
   * system lets it.
   */
  @SuppressWarnings("restricted")
  public static void set(int nice) {
    if (nice == 0) return;
    Linker linker = Linker.nativeLinker();
    MethodHandle setpriority =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setpriority"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    try {
      int result = (int) setpriority.invokeExact(PRIO_PROCESS, CALLING_THREAD, nice);
      if (result != 0)
        LOG.info("workers run at normal priority: the system call filter refuses setpriority");
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the C library cannot be called", e);
    }
  }
}
