package dropwizardapm.lab.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection to one page of Chromium, in its DevTools protocol. Commands are sent one by one. */
final class DevTools implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final Set<String> requests = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lastId = new AtomicInteger();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  /**
   * @param page the page's {@code webSocketDebuggerUrl}
   */
  DevTools(URI page) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, this).join();
    call("Page.enable", Map.of());
    call("Network.enable", Map.of());
  }

  /**
   * The result of a command.
   *
   * @throws IllegalStateException when Chromium refuses it
   * @throws CompletionException when Chromium has not answered within 20 s, or is gone
   */
  JsonNode call(String method, Map<String, ?> parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, ?> command = Map.of("id", id, "method", method, "params", parameters);
    socket.sendText(JSON.valueToTree(command).toString(), true).join();
    JsonNode node = answer.orTimeout(20, TimeUnit.SECONDS).join();
    if (node.has("error")) throw new IllegalStateException(method + ": " + node.path("error"));
    return node.path("result");
  }

  /** Whether an answer is still awaited from the server. */
  boolean busy() {
    return !requests.isEmpty();
  }

  void close() {
    socket.abort();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      receive(parse(message.toString()));
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    answers.values().forEach(answer -> answer.completeExceptionally(error));
  }

  private void receive(JsonNode node) {
    CompletableFuture<JsonNode> answer = answers.remove(node.path("id").asInt());
    if (answer != null) answer.complete(node);
    JsonNode event = node.path("params");
    String request = event.path("requestId").asText();
    switch (node.path("method").asText()) {
      case "Network.requestWillBeSent" -> {
        // A stream of server-sent events never ends.
        if (!event.path("type").asText().equals("EventSource")) requests.add(request);
      }
      case "Network.loadingFinished", "Network.loadingFailed" -> requests.remove(request);
      default -> {}
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }
}
