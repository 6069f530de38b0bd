package dropwizardapm.bundle.systemd;

import java.io.IOException;

/** Where notifications go. */
@FunctionalInterface
interface DatagramSink {
  void send(String message) throws IOException;

  /**
   * Sends a descriptor along.
   *
   * @param descriptor of which the receiver gets a duplicate
   * @throws UnsupportedOperationException where only words can be sent
   */
  default void send(String message, int descriptor) throws IOException {
    throw new UnsupportedOperationException("only words can be sent, no descriptor");
  }
}
