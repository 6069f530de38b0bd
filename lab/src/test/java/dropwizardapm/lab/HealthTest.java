package dropwizardapm.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment waits for, of a service whose nth answer is known, and of its unit. */
class HealthTest {
  @TempDir Path temporary;

  @Test
  void serviceThatGetsHealthy_isWaitedFor() {
    ask(30, 1, nth -> nth < 3 ? 503 : 200).succeeded();
  }

  @Test
  void serviceThatStaysUnhealthy_isQuoted() {
    assertThat(ask(1, 0, nth -> 503).failed().output())
        .containsPattern(
            "http://127\\.0\\.0\\.1:\\d+/health answers 503: not well \\(after 1 s, service_health_timeout\\)\n");
  }

  @Test
  void serviceThatGetsUnhealthyWithinTheWindow_isQuoted_andHowLongItWasWell() {
    assertThat(ask(30, 60, nth -> nth == 5 ? 500 : 200).failed().output())
        .containsPattern(
            "shop was healthy for \\d+ s, and then: http://127.* answers 500: not well \\(service_health_window\\)\n");
  }

  /** systemd keeps the listener: whoever asked meanwhile got an answer, only later. */
  @Test
  void serviceThatEndsWithinTheWindow_isNotWell_howeverWellTheNextOneAnswers() {
    assertThat(ask(30, 60, this::startAgain).failed().output())
        .contains("and then: it ended (service_health_window)");
  }

  private int startAgain(int nth) {
    if (nth == 5) starts("second");
    return 200;
  }

  private Command ask(int timeout, int window, IntUnaryOperator status) {
    starts("first");
    AtomicInteger asked = new AtomicInteger();
    try {
      Path systemctl = temporary.resolve("systemctl");
      Files.writeString(systemctl, "#!/bin/sh\ncat '" + temporary + "/invocation'\n");
      assertThat(systemctl.toFile().setExecutable(true)).isTrue();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/health",
          exchange -> {
            byte[] body = "not well".getBytes(UTF_8);
            exchange.sendResponseHeaders(status.applyAsInt(asked.incrementAndGet()), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      try {
        return Command.run(
            Duration.ofMinutes(1),
            Map.of("PATH", temporary + ":" + System.getenv("PATH")),
            "python3",
            "-B",
            "ansible/roles/service/files/ask_health.py",
            "http://127.0.0.1:%d/health".formatted(server.getAddress().getPort()),
            "shop.example",
            "shop",
            String.valueOf(timeout),
            String.valueOf(window));
      } finally {
        server.stop(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void starts(String invocation) {
    try {
      Files.writeString(temporary.resolve("invocation"), invocation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
