package dropwizardapm.bundle.warmup;

import java.io.IOException;
import java.net.InetAddress;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** A second server of this process, with a port of its own that only this machine can reach. */
public final class LoopbackServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  private LoopbackServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  public static LoopbackServer start(Handler handler) throws Exception {
    Server server = new Server();
    HttpConnectionFactory http = new HttpConnectionFactory();
    http.getHttpConfiguration().setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, http);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.setConnectors(new Connector[] {connector});
    server.setHandler(handler);
    server.start();
    return new LoopbackServer(server, connector);
  }

  public LoopbackClient connect() throws IOException {
    return new LoopbackClient(connector.getLocalPort());
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
