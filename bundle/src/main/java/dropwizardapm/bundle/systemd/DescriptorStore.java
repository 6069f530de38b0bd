package dropwizardapm.bundle.systemd;

import dropwizardapm.bundle.libc.Libc;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Descriptors that systemd keeps while the service restarts (FileDescriptorStoreMax= of its unit).
 * It closes them when the service is stopped.
 */
public final class DescriptorStore {
  /** SD_LISTEN_FDS_START of sd-daemon.h. */
  private static final int FIRST = 3;

  /** What is ours, beside the sockets of the application's own socket units. */
  private static final String PREFIX = "apm-";

  private final Notifier notifier;
  private final boolean isThere;
  private final Map<String, Integer> given;

  private DescriptorStore(Notifier notifier, boolean isThere, Map<String, Integer> given) {
    this.notifier = notifier;
    this.isThere = isThere;
    this.given = given;
  }

  /**
   * As systemd says in FDSTORE, LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES.
   *
   * @param notifier takes what is to be kept
   */
  public static DescriptorStore fromEnvironment(
      Map<String, String> environment, long pid, Notifier notifier) {
    Map<String, Integer> given = new HashMap<>();
    if (Long.toString(pid).equals(environment.get("LISTEN_PID"))) {
      String[] names = environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1);
      for (int i = 0; i < names.length; i++) {
        if (names[i].startsWith(PREFIX)) given.put(names[i], FIRST + i);
      }
    }
    boolean isThere = !List.of("", "0").contains(environment.getOrDefault("FDSTORE", ""));
    return new DescriptorStore(notifier, isThere, given);
  }

  /** Does systemd keep any? */
  public boolean isThere() {
    return isThere;
  }

  /** {@return what an earlier process stored under that name, once} */
  public OptionalInt take(String name) {
    Integer descriptor = given.remove(PREFIX + name);
    return descriptor == null ? OptionalInt.empty() : OptionalInt.of(descriptor);
  }

  /** Closes what an earlier process stored under such a name and nobody has taken. */
  public void close(Predicate<String> name, Libc libc) throws IOException {
    for (Map.Entry<String, Integer> each : Map.copyOf(given).entrySet()) {
      if (!name.test(each.getKey())) continue;
      given.remove(each.getKey());
      notifier.removeFromStore(each.getKey());
      libc.close(each.getValue());
    }
  }

  /**
   * Keeps a duplicate for the next process.
   *
   * @param name without a colon
   */
  public void store(String name, int descriptor) {
    notifier.store(PREFIX + name, descriptor);
  }
}
