package dropwizardapm.bundle;

import dropwizardapm.bundle.health.HealthMonitor;
import dropwizardapm.bundle.health.Report;
import dropwizardapm.bundle.pages.Pages;
import dropwizardapm.bundle.pages.Place;
import dropwizardapm.bundle.server.AnsweredRequests;
import dropwizardapm.bundle.server.Connectors;
import dropwizardapm.bundle.systemd.SelfProbe;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * What systemd is told of the service's health: over the wire of a connector that clients use, as
 * nothing else shows that they get an answer. Where the health is not served there, the server as a
 * whole is asked, and the health itself without the wire.
 *
 * <p>A flood of connections keeps the question itself from coming in. Then the answers count that
 * others get in the meantime: a service that gives them must not be killed for its overload.
 */
final class OwnHealth {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HealthMonitor monitor;
  private final ServerConnector listener;
  private final SelfProbe probe;
  private final @Nullable Place served;

  OwnHealth(Server server, HealthMonitor monitor, @Nullable Place health) {
    this.monitor = monitor;
    this.listener = listener(server);
    this.probe = new SelfProbe(address(listener), TIMEOUT, isSecure(listener));
    boolean asked = health != null && !health.forTheAdministrator() && !wantsCertificates(listener);
    this.served = asked ? health : null;
  }

  boolean isReady() {
    return holds(monitor::readiness, served == null ? null : served.path());
  }

  boolean isAlive() {
    return holds(monitor::liveness, served == null ? null : Pages.liveness(served));
  }

  private boolean holds(Supplier<Report> health, @Nullable String page) {
    if (page == null && !health.get().healthy()) return false;
    AnsweredRequests before = AnsweredRequests.on(listener);
    return switch (page == null ? probe.ask() : probe.ask(page)) {
      case SUCCESS -> true;
      case FAILURE -> false;
      case NONE -> health.get().healthy() && AnsweredRequests.on(listener).anySince(before);
    };
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
