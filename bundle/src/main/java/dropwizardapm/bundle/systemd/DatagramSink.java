package dropwizardapm.bundle.systemd;

import java.io.IOException;

/** Where notifications go. */
@FunctionalInterface
interface DatagramSink {
  void send(String message) throws IOException;
}
