package dropwizardapm.load.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Greets as examples/hello does, counts to one, and remembers what it was asked. */
public final class OwnService implements AutoCloseable {
  /**
   * A request.
   *
   * @param line its method and path
   */
  public record Asked(String line, String authorization) {}

  public final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public OwnService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(
        new Asked(
            exchange.getRequestMethod() + " " + path, authorization == null ? "" : authorization));
    String name = path.replaceFirst("^/api/hello/", "");
    boolean greeting = !name.equals(path);
    byte[] body =
        (greeting ? "Hello " + name + "\n" : "{\"code\": 404, \"result\": 1}").getBytes(UTF_8);
    boolean known = greeting || path.startsWith("/compute/");
    int status = name.equals("busy") ? 503 : known ? 200 : 404;
    if (status == 503) exchange.getResponseHeaders().add("Retry-After", "1");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
