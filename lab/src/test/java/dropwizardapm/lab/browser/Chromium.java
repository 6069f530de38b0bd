package dropwizardapm.lab.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A headless Chromium with one page, tall enough that what loads when it is scrolled to loads. */
public final class Chromium implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox", // root cannot have one
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--no-proxy-server",
          "--window-size=1600,3200",
          "--remote-debugging-port=0");

  private static final Duration POLL = Duration.ofMillis(25);
  private static final Duration QUIET = Duration.ofMillis(500);

  /** After this much change, a page counts as one that never comes to rest. */
  static final Duration LIMIT = Duration.ofSeconds(15);

  /** XML, which the JDK can read; without what no reader sees, and what XML might not allow. */
  private static final String DOM =
      """
      (() => {
        if (document.readyState !== 'complete') return '';
        const copy = document.body.cloneNode(true);
        copy.querySelectorAll('script, style, noscript').forEach(element => element.remove());
        const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
        for (let comment; comment = comments.nextNode();) comment.remove();
        return new XMLSerializer().serializeToString(copy);
      })()
      """;

  private final Process process;
  private final DevTools devTools;

  private Chromium(Process process, DevTools devTools) {
    this.process = process;
    this.devTools = devTools;
  }

  /**
   * Starts one.
   *
   * @param profile an empty directory: nothing is cached yet
   */
  public static Chromium start(Path profile) throws IOException {
    Path log = profile.resolve("chromium.log");
    ProcessBuilder builder = new ProcessBuilder("chromium");
    builder.command().addAll(FLAGS);
    builder.command().addAll(List.of("--user-data-dir=" + profile, "about:blank"));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return new Chromium(process, new DevTools(page(profile.resolve("DevToolsActivePort"))));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw new IllegalStateException("chromium says: " + Files.readString(log), e);
    }
  }

  private static URI page(Path portFile) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(
            () -> {
              URI list =
                  URI.create(
                      "http://127.0.0.1:" + Files.readAllLines(portFile).getFirst() + "/json/list");
              try (InputStream answer = list.toURL().openStream()) {
                JsonNode pages = new ObjectMapper().readTree(answer);
                return URI.create(pages.path(0).path("webSocketDebuggerUrl").asText());
              }
            },
            URI::isAbsolute);
  }

  /**
   * Opens a page and waits until it is complete and at rest: no request under way and no change of
   * the document for half a second.
   *
   * @return from the start to that rest, which is not counted; {@link #LIMIT} if there was none
   */
  public Duration open(String url, Predicate<RenderedPage> complete) throws InterruptedException {
    long start = System.nanoTime();
    JsonNode answer = devTools.call("Page.navigate", Map.of("url", url));
    if (answer.has("errorText"))
      throw new IllegalStateException(url + ": " + answer.path("errorText").asText());
    return awaitRest(start, complete);
  }

  /** Clicks each element that the CSS selector finds, if any. */
  public void click(String selector) {
    evaluate(
        "document.querySelectorAll('%s').forEach(element => element.click())".formatted(selector));
  }

  /** Waits, from now on, as {@link #open} does. */
  public Duration awaitRest(Predicate<RenderedPage> complete) throws InterruptedException {
    return awaitRest(System.nanoTime(), complete);
  }

  private Duration awaitRest(long start, Predicate<RenderedPage> complete)
      throws InterruptedException {
    long changed = start;
    String before = "";
    while (changed - start < LIMIT.toNanos()) {
      String dom = dom();
      long now = System.nanoTime();
      if (devTools.busy() || dom.isEmpty() || !dom.equals(before)) changed = now;
      else if (!complete.test(RenderedPage.parse(dom))) changed = now;
      else if (now - changed >= QUIET.toNanos()) return Duration.ofNanos(changed - start);
      before = dom;
      Thread.sleep(POLL);
    }
    return LIMIT;
  }

  /** What the page shows now. */
  public RenderedPage page() {
    return RenderedPage.parse(dom());
  }

  /** Writes what is in the window as PNG; creates the directories. */
  public void screenshot(Path file) throws IOException {
    JsonNode answer = devTools.call("Page.captureScreenshot", Map.of("format", "png"));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }

  private String dom() {
    return evaluate(DOM).asText();
  }

  private JsonNode evaluate(String script) {
    JsonNode answer =
        devTools.call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    if (answer.has("exceptionDetails"))
      throw new IllegalStateException(script + ": " + answer.path("exceptionDetails"));
    return answer.at("/result/value");
  }

  @Override
  public void close() {
    devTools.close();
    process.destroy();
    process.onExit().join();
  }
}
