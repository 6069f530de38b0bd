package dropwizardapm.bundle.server;

import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/** Tells the connectors of an application from those of its administrator. */
public final class Connectors {
  /** Dropwizard's name for them; a simple server's only connector has the application's name. */
  private static final String ADMIN = "admin";

  private Connectors() {}

  public static boolean isForTheAdministrator(Connector connector) {
    return ADMIN.equals(connector.getName());
  }

  public static Stream<Connector> ofApplication(Server server) {
    return Arrays.stream(server.getConnectors()).filter(each -> !isForTheAdministrator(each));
  }
}
