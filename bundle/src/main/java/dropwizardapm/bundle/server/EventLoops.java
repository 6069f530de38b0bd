package dropwizardapm.bundle.server;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty's selectors as what they are: each a thread that does one thing after the other. */
public final class EventLoops {
  private EventLoops() {}

  /** Of all connectors of a started server. */
  public static List<Executor> of(Server server) {
    return Arrays.stream(server.getConnectors()).flatMap(each -> of(each).stream()).toList();
  }

  /** Of a started connector; none where it has no selectors. */
  private static List<Executor> of(Connector connector) {
    if (!(connector instanceof ServerConnector network)) return List.of();
    return network.getSelectorManager().getBeans(ManagedSelector.class).stream()
        .<Executor>map(selector -> task -> selector.submit(ready -> task.run()))
        .toList();
  }
}
