package dropwizardapm.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the posts of Alertmanager and of the dead man's switch, where the lab's hosts reach it. */
final class Webhook implements AutoCloseable {
  /**
   * An alert in a post.
   *
   * @param at when it came
   * @param path of the address that it was posted to
   * @param status {@code firing} or {@code resolved}
   */
  record Notification(Instant at, String path, String status, Alert alert) {}

  private final List<Notification> notifications = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  Webhook(Lab lab) {
    try {
      server = HttpServer.create(new InetSocketAddress(lab.gateway(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  String url(String path) {
    return "http:/" + server.getAddress() + path;
  }

  /**
   * In the order of their arrival; an alert that still fires comes again with others of its group.
   */
  List<Notification> notifications() {
    return notifications;
  }

  /** Whether the alert came with this status since {@code start}. */
  boolean has(String status, Alert alert, Instant start) {
    return notifications.stream()
        .anyMatch(
            notification ->
                notification.alert().equals(alert)
                    && notification.status().equals(status)
                    && !notification.at().isBefore(start));
  }

  private void take(HttpExchange exchange) throws IOException {
    Instant now = Instant.now();
    String post = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (JsonNode alert : Http.parse(post).path("alerts")) {
      notifications.add(
          new Notification(
              now,
              exchange.getRequestURI().getPath(),
              alert.path("status").asText(),
              Alert.of(alert.path("labels"))));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
