package dropwizardapm.bundle.systemd;

import dropwizardapm.bundle.libc.Libc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Sends datagrams to a Unix socket. The JDK has Unix sockets only as streams (JDK-8297837), so this
 * calls the C library.
 */
final class NotifySocket implements DatagramSink {
  private static final int MAX_PATH = 107;

  private final Libc libc;
  private final byte[] path;

  /**
   * @param address a path, or a name in the abstract name space where it begins with {@code @}
   */
  NotifySocket(Libc libc, String address) {
    this.libc = libc;
    path = address.getBytes(StandardCharsets.UTF_8);
    if (path.length == 0 || path.length > MAX_PATH || (path[0] != '/' && path[0] != '@')) {
      throw new IllegalArgumentException("not the address of a Unix socket: '" + address + "'");
    }
    if (path[0] == '@') path[0] = 0;
  }

  @Override
  public void send(String message) throws IOException {
    send(message, OptionalInt.empty());
  }

  @Override
  public void send(String message, int descriptor) throws IOException {
    send(message, OptionalInt.of(descriptor));
  }

  private void send(String message, OptionalInt descriptor) throws IOException {
    libc.sendDatagram(path, message.getBytes(StandardCharsets.UTF_8), descriptor);
  }
}
