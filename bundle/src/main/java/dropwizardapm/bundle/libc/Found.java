package dropwizardapm.bundle.libc;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once. */
final class Found {
  private static final Logger LOG = LoggerFactory.getLogger(Found.class);

  /** The first with java.lang.foreign, which the class below is compiled for. */
  private static final int LEAST_JAVA = 22;

  /** By name, as its class file cannot be read by an older Java. */
  private static final String CLASS = "dropwizardapm.bundle.libc.ForeignLibc";

  static final Optional<Libc> LIBC =
      Runtime.version().feature() < LEAST_JAVA ? Optional.empty() : load();

  private Found() {}

  private static Optional<Libc> load() {
    try {
      return Optional.of(
          Class.forName(CLASS).asSubclass(Libc.class).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.warn("the C library cannot be called, is --enable-native-access missing?", e);
      return Optional.empty();
    }
  }
}
