package dropwizardapm.bundle.libc;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** What we need of the C library. */
public interface Libc {
  /** The C library, as far as this JVM can call it: from Java 22 on, unless that is denied. */
  static Optional<Libc> find() {
    return Found.LIBC;
  }

  /**
   * Sends one datagram to a Unix socket. The exception names the function that failed, and errno.
   *
   * @param path of the socket; its first byte is 0 where it is a name in the abstract name space
   * @param descriptor of which the receiver gets a duplicate
   */
  void sendDatagram(byte[] path, byte[] data, OptionalInt descriptor) throws IOException;

  /** {@code setsockopt} with an {@code int} as value: 0, or errno where it failed. */
  int setSocketOption(int socket, int level, int option, int value);

  /** {@code dup}: {@return another descriptor of the same} */
  int duplicate(int descriptor) throws IOException;

  /** {@code dup2}: what {@code as} was is closed. */
  void duplicate(int descriptor, int as) throws IOException;

  /** {@code listen}, which on a socket that listens already changes the backlog alone. */
  void listen(int socket, int backlog) throws IOException;

  void close(int descriptor) throws IOException;
}
