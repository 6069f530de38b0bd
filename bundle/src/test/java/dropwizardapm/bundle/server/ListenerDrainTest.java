package dropwizardapm.bundle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.bundle.logging.CapturedLog;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class ListenerDrainTest {
  @Test
  void await_saysInOneLineWhatIsLeftOut_whereTheCLibraryCannotBeCalled() throws Exception {
    try (CapturedLog log = CapturedLog.of(ListenerDrain.class)) {
      ListenerDrain.await(new ServerConnector(new Server()), Optional.empty());
      assertThat(log.all()).singleElement().asString().contains("Java 22", "reset");
    }
  }
}
