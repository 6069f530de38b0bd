package dropwizardapm.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application's endpoint whose client does not wait for the answer. */
class ClientGoneTest {
  private static final List<String> ASKED = new CopyOnWriteArrayList<>();
  private static final List<String> GONE = new CopyOnWriteArrayList<>();

  private record Reports() implements Endpoint {
    @Override
    public String template() {
      return "/reports/{name}";
    }

    @Override
    public int[] statuses() {
      return new int[] {200};
    }

    @Override
    public void answer(Exchange exchange, String name) {
      exchange.onClientGone(
          () -> {
            if (!name.equals("short")) exchange.empty(204);
            GONE.add(name);
            if (name.equals("broken")) throw new NoClassDefFoundError("com/acme/Report");
          });
      ASKED.add(name);
      if (name.equals("short")) exchange.empty(204);
    }
  }

  private static OwnShop shop;

  @BeforeAll
  static void start() throws Exception {
    shop = OwnShop.start((apm, environment) -> apm.serve(new Reports()));
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void forget() {
    ASKED.clear();
    GONE.clear();
  }

  private static Socket ask(String name) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), shop.port());
    client
        .getOutputStream()
        .write(
            ("GET /reports/" + name + " HTTP/1.1\r\nHost: any\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    await().until(() -> ASKED.contains(name));
    return client;
  }

  @Test
  void endpointIsTold_whenItsClientHasGone() throws Exception {
    ask("long").close();
    await().until(() -> GONE.contains("long"));
    assertThat(shop.get("/metrics").body())
        .contains("http_requests_in_progress{method=\"GET\",path=\"/reports/{name}\"} 0.0\n");
  }

  @Test
  void othersAreTold_whenOneThrowsAnError_whichIsToldOnce() throws Exception {
    ask("broken").close();
    await().until(() -> GONE.contains("broken"));
    ask("long").close();
    await().until(() -> GONE.contains("long"));
    assertThat(GONE).containsExactly("broken", "long");
  }

  /** Both would be told of at the same look. */
  @Test
  void endpointIsNotTold_whenItHasAnswered() throws Exception {
    try (Socket answered = ask("short")) {
      assertThat(answered.getInputStream().read()).isEqualTo('H');
    }
    ask("long").close();
    await().until(() -> GONE.contains("long"));
    assertThat(GONE).doesNotContain("short");
  }
}
