package dropwizardapm.bundle.libc;

import java.io.IOException;
import java.util.Optional;

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
   */
  void sendDatagram(byte[] path, byte[] data) throws IOException;

  /** {@code setsockopt} with an {@code int} as value: 0, or errno where it failed. */
  int setSocketOption(int socket, int level, int option, int value);
}
