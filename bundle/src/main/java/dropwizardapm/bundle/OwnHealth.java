package dropwizardapm.bundle;

import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.pages.Pages;
import dropwizardapm.bundle.pages.Place;
import dropwizardapm.bundle.server.Connectors;
import dropwizardapm.bundle.systemd.SelfProbe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * What systemd is told of the service's health: over the wire of a connector that clients use, as
 * nothing else shows that they get an answer. Where the health is not served there, the server as a
 * whole is asked, and the health itself without the wire.
 */
final class OwnHealth {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HealthMonitor monitor;
  private final SelfProbe probe;
  private final @Nullable Place served;

  OwnHealth(Server server, HealthMonitor monitor, @Nullable Place health) {
    this.monitor = monitor;
    ServerConnector connector = listener(server);
    this.probe = new SelfProbe(address(connector), TIMEOUT, isSecure(connector));
    boolean asked =
        health != null && !health.forTheAdministrator() && !wantsCertificates(connector);
    this.served = asked ? health : null;
  }

  boolean isReady() {
    return served == null
        ? monitor.readiness().healthy() && probe.answers()
        : probe.answers(served.path());
  }

  boolean isAlive() {
    return served == null
        ? monitor.liveness().healthy() && probe.answers()
        : probe.answers(Pages.liveness(served));
  }

  /** The application's; where it has several, rather one without TLS. */
  static ServerConnector listener(Server server) {
    return Connectors.ofApplication(server)
        .map(ServerConnector.class::cast)
        .min(Comparator.comparing(OwnHealth::isSecure))
        .orElseThrow();
  }

  /** By name: Dropwizard wraps Jetty's factory of TLS connections. */
  private static boolean isSecure(ServerConnector connector) {
    return "SSL".equalsIgnoreCase(connector.getDefaultProtocol());
  }

  private static boolean wantsCertificates(ServerConnector connector) {
    return connector.getContainedBeans(SslContextFactory.Server.class).stream()
        .anyMatch(SslContextFactory.Server::getNeedClientAuth);
  }

  private static InetSocketAddress address(ServerConnector connector) {
    String host = connector.getHost();
    boolean any = host == null || host.equals("0.0.0.0") || host.equals("::");
    return new InetSocketAddress(any ? "127.0.0.1" : host, connector.getLocalPort());
  }
}
