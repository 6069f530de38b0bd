package dropwizardapm.service.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dropwizardapm.bundle.logging.CapturedLog;
import java.time.Duration;
import java.util.Collection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class SlowClientsTest {
  /** A schedule ends for good with the first exception, without a word. */
  @Test
  void sweep_neverThrows_andTellsOnce() {
    SlowClients clients =
        new SlowClients(
            new ServerConnector(new Server()) {
              @Override
              public Collection<EndPoint> getConnectedEndPoints() {
                throw new NoClassDefFoundError("com/acme/Listener");
              }
            },
            Duration.ofSeconds(1),
            System::nanoTime);
    try (CapturedLog log = CapturedLog.of(SlowClients.class)) {
      for (int i = 0; i < 3; i++) assertThatCode(clients::sweep).doesNotThrowAnyException();
      assertThat(log.all()).hasSize(1);
    }
  }
}
