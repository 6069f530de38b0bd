package dropwizardapm.service.server;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.DropwizardResourceConfig;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;

/**
 * Dropwizard's default server with our ports and limits, no request log, and Jersey only where
 * there is a resource.
 */
public final class ServiceServerFactory extends DefaultServerFactory {
  private static final int APPLICATION_PORT = 8031;
  private static final int ADMIN_PORT = 8032;

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
    return connector;
  }

  @Override
  public Server build(Environment environment) {
    if (!hasResources(environment.jersey().getResourceConfig())) environment.jersey().disable();
    return super.build(environment);
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
