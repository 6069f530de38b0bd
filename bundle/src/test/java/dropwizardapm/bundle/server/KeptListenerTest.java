package dropwizardapm.bundle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.bundle.systemd.DescriptorStore;
import dropwizardapm.bundle.systemd.Notifier;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** What a real systemd keeps is held in ITLossless. */
class KeptListenerTest {
  @Test
  void nothingIsDone_whereSystemdKeepsNothing() throws Exception {
    Map<String, String> environment =
        Map.of("LISTEN_PID", "1", "LISTEN_FDS", "1", "LISTEN_FDNAMES", "apm-listener-any-0");
    KeptListener listener =
        new KeptListener(
            DescriptorStore.fromEnvironment(environment, 1, Notifier.fromEnvironment(Map.of(), 1)));
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    server.addConnector(connector);

    listener.adopt(connector);
    server.start();
    try {
      listener.keep(connector);
      assertThat(connector.isInheritChannel()).isFalse();
      assertThat(listener.isKept()).isFalse();
    } finally {
      server.stop();
    }
  }
}
