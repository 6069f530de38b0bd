package dropwizardapm.lab.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The driver, on a page that has what is hard in Grafana: late answers, and a collapsed row. */
@EnabledIf(value = "isInstalled", disabledReason = "needs a browser: apt-get install chromium")
class ITChromium {
  private static final Duration LATE = Duration.ofMillis(700);

  /** Written after Grafana's markup: a panel that asks when it comes into view, and a row. */
  private static final String PAGE =
      """
      <!DOCTYPE html><title>D</title><!-- no -- XML --><br>
      <div style="height: 2300px"></div>
      <section id="s"></section>
      <button data-testid="data-testid dashboard-row-title-Details" onclick="ask(d, 'Heap')">Details</button>
      <section id="d"></section>
      <script>
        function ask(section, title) {
          fetch('/late').then(answer => answer.text()).then(text => {
            section.dataset.testid = 'data-testid Panel header ' + title;
            section.innerHTML = '<h2>' + title + '</h2><span>' + text + '</span>';
          });
        }
        new IntersectionObserver(e => { if (e[0].isIntersecting && !s.innerHTML) ask(s, 'Backlog') }).observe(s);
      </script>
      """;

  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/chromium"));
  }

  @Test
  void page_isJudgedAfterItsLateAnswers_andSoIsWhatARowHides(@TempDir Path directory)
      throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool();
        Chromium chromium = Chromium.start(Files.createDirectory(directory.resolve("profile")))) {
      HttpServer server = serve(threads);
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";

      Duration load = chromium.open(url, page -> page.hasLoaded(List.of("Backlog")));
      assertThat(load).isBetween(LATE, LATE.plusSeconds(1));
      assertThat(chromium.page().faults(List.of("Backlog", "Heap"), List.of()))
          .containsExactly("Heap: is not on the page", "Backlog: No data");

      chromium.click("[data-testid=\"data-testid dashboard-row-title-Details\"]");
      chromium.awaitRest(page -> page.hasLoaded(List.of("Backlog", "Heap")));
      assertThat(chromium.page().faults(List.of("Backlog", "Heap"), List.of()))
          .containsExactly("Backlog: No data", "Heap: No data");

      assertThat(chromium.open(url + "never", page -> page.hasLoaded(List.of("Backlog"))))
          .isEqualTo(Chromium.LIMIT);

      Path image = directory.resolve("screenshots/page.png");
      chromium.screenshot(image);
      assertThat(ImageIO.read(image.toFile()).getWidth()).isEqualTo(1600);
      server.stop(0);
    }
  }

  private static HttpServer serve(ExecutorService threads) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    answer(server, "/", Duration.ZERO, PAGE);
    answer(server, "/late", LATE, "No data");
    answer(server, "/never", Duration.ZERO, "nothing");
    server.start();
    return server;
  }

  private static void answer(HttpServer server, String path, Duration after, String body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            Thread.sleep(after);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
