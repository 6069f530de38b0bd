package dropwizardapm.lab;

import static dropwizardapm.lab.Waiting.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What docs/load-workloads.md tells to type, against the application that it is for. What they do
 * besides, OwnWorkloadTest of the module gatling shows in less time.
 */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "takes half a minute: ./apm test --long")
class ITWorkloads {
  private static final Page GUIDE = Page.of("docs/load-workloads.md");

  @TempDir static Path directory;
  private static Process hello;
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    url = "http://127.0.0.1:" + port;
    String configuration =
        Files.readString(Command.REPOSITORY.resolve("examples/hello/hello.yml"))
            .replace("8080", String.valueOf(port))
            .replace("8081", "0");
    hello =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                Command.REPOSITORY.resolve("examples/hello/target/hello.jar").toString(),
                "server",
                Files.writeString(directory.resolve("hello.yml"), configuration).toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    within(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> Http.get(url + "/api/hello/you").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    hello.destroy();
  }

  @ParameterizedTest
  @ValueSource(strings = {"load.requests=", "load.journey="})
  void ownWorkload_isAnsweredByTheExample(String setting) {
    String line =
        GUIDE
            .block("smoke --url http://10.61.0.11:8080 --yes-this-host-is-mine -D" + setting)
            .strip()
            .replace("http://10.61.0.11:8080", url);

    Command load =
        Command.run("bash", "-c", line + " -Dload.duration=2s -Dload.require='ok>99%'").succeeded();

    assertThat(load.output()).contains("Report: ").doesNotContain("secret");
  }
}
