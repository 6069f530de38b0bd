package dropwizardapm.lab.load;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Dropwizard application that runs by itself, on a port of its own. */
final class ServiceProcess implements AutoCloseable {
  private static final Path ARCHIVE = Path.of("../service/target/dropwizard-app.tar.gz");

  /** Short against a start, which is measured by it. */
  private static final Duration POLL = Duration.ofMillis(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path directory;
  private final String processors;
  private final List<String> java;
  private final InetSocketAddress address;
  private Process process;

  private ServiceProcess(
      Path directory, String processors, List<String> java, InetSocketAddress address)
      throws IOException {
    this.directory = directory;
    this.processors = processors;
    this.java = java;
    this.address = address;
    this.process = launch();
  }

  /**
   * The sample as it is delivered, unpacked into {@code directory} and ready.
   *
   * @param processors those that it may use, as taskset has it
   */
  static ServiceProcess start(Path directory, String processors)
      throws IOException, InterruptedException {
    String[] unpack = {
      "tar", "-xzf", ARCHIVE.toString(), "--strip-components=1", "-C", directory.toString()
    };
    int exit = new ProcessBuilder(unpack).inheritIO().start().waitFor();
    if (exit != 0)
      throw new IOException("not unpacked, mvn -pl service -am package makes it: " + ARCHIVE);
    return start(
        directory, processors, "/health", "@config/jvm.options", "-jar", "dropwizard-app.jar");
  }

  /**
   * Any application.
   *
   * @param ready the path that answers 200
   * @param java what is given to java, before the command server
   */
  static ServiceProcess start(Path directory, String processors, String ready, String... java)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    Files.writeString(directory.resolve("test.yml"), configuration(address.getPort()));
    ServiceProcess service = new ServiceProcess(directory, processors, List.of(java), address);
    service.awaitReady(ready);
    return service;
  }

  private static String configuration(int port) {
    return """
        server:
          applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}]
          adminConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]
        """
        .formatted(port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", processors));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(List.of("server", "test.yml"));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return directory.resolve("service.log");
  }

  private void awaitReady(String path) {
    await("the service, see " + log())
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .ignoreExceptions()
        .until(() -> get(path).statusCode() == 200);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    return client.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  InetSocketAddress address() {
    return address;
  }

  /** Seconds of a processor that it has taken since its start. */
  double processorSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /** As {@link #processorSeconds}, finer than its 10 ms, without threads that have ended. */
  double threadSeconds() throws IOException {
    long nanos = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path thread : threads.toList()) nanos += nanos(thread);
    }
    return nanos / 1e9;
  }

  private static long nanos(Path thread) throws IOException {
    try {
      String statistics = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(statistics.substring(0, statistics.indexOf(' ')));
    } catch (NoSuchFileException e) { // it has ended since
      return 0;
    }
  }

  /** SIGTERM, and the same again as soon as it has ended. */
  void restart() throws IOException {
    close();
    process = launch();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
