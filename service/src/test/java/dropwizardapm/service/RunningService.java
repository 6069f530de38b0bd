package dropwizardapm.service;

import static org.awaitility.Awaitility.await;

import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The whole service in this JVM, on free ports, with real sockets. */
public final class RunningService implements AutoCloseable {
  private static final String PORTS =
      """
      server:
        applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
        adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Recording application;

  private RunningService(Recording application) {
    this.application = application;
  }

  /** Started and ready, with {@code yaml} besides the ports, and {@code resources} registered. */
  public static RunningService start(String yaml, Consumer<Environment> resources)
      throws Exception {
    return startWhole(PORTS + yaml, resources);
  }

  /** The same with {@code yaml} alone, which has to say what it listens on. */
  public static RunningService startWhole(String yaml, Consumer<Environment> resources)
      throws Exception {
    Path config = Files.createTempFile("service", ".yml");
    Files.writeString(config, yaml);
    Recording application = new Recording(resources);
    application.run("server", config.toString());
    Files.delete(config);
    RunningService service = new RunningService(application);
    await().atMost(Duration.ofSeconds(20)).until(() -> service.get("/health").statusCode() == 200);
    return service;
  }

  public static RunningService start() throws Exception {
    return start("", environment -> {});
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  public HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) request.headers(headers);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Everything that comes back for these bytes. */
  public String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  public int port() {
    return port(false);
  }

  public int adminPort() {
    return port(true);
  }

  private int port(boolean admin) {
    return Arrays.stream(application.server().getConnectors())
        .filter(each -> "admin".equals(each.getName()) == admin)
        .map(each -> ((ServerConnector) each).getLocalPort())
        .findFirst()
        .orElseThrow();
  }

  public Server server() {
    return application.server();
  }

  /** As SIGTERM does. */
  public void stop() {
    try {
      application.server().stop();
    } catch (Exception e) {
      throw new IllegalStateException("the service did not stop", e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private static final class Recording extends ServiceApplication {
    private final Consumer<Environment> resources;
    private @Nullable Server server;

    Recording(Consumer<Environment> resources) {
      this.resources = resources;
    }

    @Override
    public void run(ServiceConfiguration configuration, Environment environment) {
      super.run(configuration, environment);
      resources.accept(environment);
      environment.lifecycle().addServerLifecycleListener(started -> server = started);
    }

    @Override
    protected void onFatalError(Throwable failure) {
      throw new IllegalStateException("the service did not start", failure);
    }

    Server server() {
      return Objects.requireNonNull(server, "the service has not started");
    }
  }
}
