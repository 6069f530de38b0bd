package dropwizardapm.service.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.DropwizardResourceConfig;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.SizeLimitHandler;

/**
 * Dropwizard's default server with our ports and limits, no request log, and Jersey only where
 * there is a resource.
 */
public final class ServiceServerFactory extends DefaultServerFactory {
  /** Dropwizard's name for the connectors that are not the administrator's. */
  private static final String APPLICATION = "application";

  private static final int APPLICATION_PORT = 8031;
  private static final int ADMIN_PORT = 8032;

  /**
   * Jetty keeps two tables of 22 KiB a connection to find headers again that it has parsed before:
   * of 4096 connections 188 MB, three quarters of the heap.
   */
  private static final int NO_HEADER_CACHE = 0;

  @Min(1)
  private int maxConnections = 4096;

  @NotNull private DataSize maxRequestBodySize = DataSize.mebibytes(1);

  public ServiceServerFactory() {
    setApplicationConnectors(List.of(connector("0.0.0.0", APPLICATION_PORT)));
    setAdminConnectors(List.of(connector("127.0.0.1", ADMIN_PORT)));
    // A line per request costs about a quarter of the throughput; the metrics say the same and
    // more.
    setRequestLogFactory(silent());
    setRegisterDefaultExceptionMappers(false);
    setEnableThreadNameFilter(false);
    setMaxThreads(64);
    setMinThreads(4);
    setAdminMaxThreads(8);
    setShutdownGracePeriod(Duration.seconds(10));
  }

  private static LogbackAccessRequestLogFactory silent() {
    LogbackAccessRequestLogFactory none = new LogbackAccessRequestLogFactory();
    none.setAppenders(List.of());
    return none;
  }

  private static HttpConnectorFactory connector(String host, int port) {
    HttpConnectorFactory connector = new HttpConnectorFactory();
    connector.setBindHost(host);
    connector.setPort(port);
    connector.setMaxRequestHeaderSize(DataSize.kibibytes(8));
    connector.setIdleTimeout(Duration.seconds(30));
    connector.setMinRequestDataPerSecond(DataSize.bytes(128));
    connector.setMinResponseDataPerSecond(DataSize.bytes(128));
    return connector;
  }

  @Override
  public Server build(Environment environment) {
    if (!hasResources(environment.jersey().getResourceConfig())) environment.jersey().disable();
    Server server = super.build(environment);
    for (HttpConfiguration http : server.getContainedBeans(HttpConfiguration.class)) {
      http.setHeaderCacheSize(NO_HEADER_CACHE);
    }
    protect(server, environment);
    return server;
  }

  /**
   * The application connectors only: the way in for the administrator stays open whatever happens
   * there.
   */
  private void protect(Server server, Environment environment) {
    Connector[] exposed =
        Arrays.stream(server.getConnectors())
            .filter(each -> APPLICATION.equals(each.getName()))
            .toArray(Connector[]::new);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(maxConnections, exposed);
    server.addBean(limit);
    ScheduledExecutorService sweeps =
        environment.lifecycle().scheduledExecutorService("slow-clients", true).build();
    for (Connector connector : exposed) {
      SlowClients clients =
          new SlowClients(
              connector,
              java.time.Duration.ofMillis(connector.getIdleTimeout()),
              () -> limit.getNetworkConnectionCount() >= maxConnections,
              System::nanoTime);
      ScheduledFuture<?> _ = sweeps.scheduleWithFixedDelay(clients::sweep, 1, 1, TimeUnit.SECONDS);
    }
  }

  @JsonProperty
  public int getMaxConnections() {
    return maxConnections;
  }

  @JsonProperty
  public void setMaxConnections(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  @JsonProperty
  public DataSize getMaxRequestBodySize() {
    return maxRequestBodySize;
  }

  @JsonProperty
  public void setMaxRequestBodySize(DataSize maxRequestBodySize) {
    this.maxRequestBodySize = maxRequestBodySize;
  }

  @Override
  protected Handler addGracefulHandler(Handler handler) {
    Handler.Wrapper limit = new SizeLimitHandler(maxRequestBodySize.toBytes(), -1);
    limit.setHandler(handler);
    return super.addGracefulHandler(limit);
  }

  /** Without a resource Jersey would cost a second of start-up and answer nothing but 404. */
  private static boolean hasResources(DropwizardResourceConfig jersey) {
    return !jersey.getResources().isEmpty()
        || Stream.concat(
                jersey.getClasses().stream(), jersey.getInstances().stream().map(Object::getClass))
            .anyMatch(ServiceServerFactory::isResource);
  }

  private static boolean isResource(Class<?> type) {
    return type.isAnnotationPresent(Path.class)
        || Arrays.stream(type.getInterfaces())
            .anyMatch(each -> each.isAnnotationPresent(Path.class));
  }
}
