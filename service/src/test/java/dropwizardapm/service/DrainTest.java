package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropwizard.core.setup.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final String YAML = "apm: {shutdown: {drainDelay: 1s}}\n";
  private static final boolean LONG = Boolean.getBoolean("long");
  private static final int CLIENTS = LONG ? 128 : 16;
  private static final int STOPS = LONG ? 10 : 1;

  /** Keeps a connection for as long as the service does, and begins a new one then. */
  private static final class Client implements Runnable {
    private final int port;
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();

    Client(int port) {
      this.port = port;
    }

    @Override
    public void run() {
      while (true) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          useUp(socket);
        } catch (ConnectException stopped) {
          return;
        } catch (IOException e) {
          faults.add(e.toString());
          return;
        }
      }
    }

    private void useUp(Socket socket) throws IOException {
      socket.setSoTimeout(10_000);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      boolean last = false;
      while (!last) {
        socket
            .getOutputStream()
            .write(
                "GET /compute/27 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String status = in.readLine();
        if (status == null) throw new IOException("closed without an answer");
        if (!status.startsWith("HTTP/1.1 200")) faults.add(status);
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          if (line.startsWith("Content-Length: ")) length = Integer.parseInt(line.substring(16));
          last |= line.equals("Connection: close");
        }
        char[] body = new char[length];
        int read = in.read(body);
        if (read != length || !new String(body).contains("\"result\":196418"))
          faults.add("false answer: " + new String(body));
        answers.incrementAndGet();
      }
    }
  }

  /**
   * The JVM ends at once on a SIGTERM until the server has started, and with it what is accepted.
   */
  @Test
  void nobodyIsAccepted_untilTheServerHasStarted() throws Exception {
    List<Boolean> accepting = new ArrayList<>();
    try (RunningService service =
        RunningService.start("", environment -> watch(environment, accepting))) {
      assertThat(service.get("/health").statusCode()).isEqualTo(200);
    }
    assertThat(accepting).containsExactly(false);
  }

  /** Whether the application's connector accepts at the end of its own start. */
  private static void watch(Environment environment, List<Boolean> accepting) {
    LifeCycle.Listener look =
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStarted(LifeCycle event) {
            accepting.add(((ServerConnector) event).isAccepting());
          }
        };
    environment
        .lifecycle()
        .addEventListener(
            new LifeCycle.Listener() {
              @Override
              public void lifeCycleStarting(LifeCycle event) {
                if (!(event instanceof Server server)) return;
                for (Connector each : server.getConnectors())
                  if ("application".equals(each.getName())) each.addEventListener(look);
              }
            });
  }

  @Test
  void everyRequestIsAnsweredRight_whenStoppedUnderLoad() throws Exception {
    for (int stop = 0; stop < STOPS; stop++) {
      stopUnderLoad();
    }
  }

  private static void stopUnderLoad() throws Exception {
    try (RunningService service = RunningService.start(YAML, environment -> {});
        ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Client> clients = new ArrayList<>();
      List<CompletableFuture<Void>> ends = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Client client = new Client(service.port());
        clients.add(client);
        ends.add(CompletableFuture.runAsync(client, threads));
      }
      await().until(() -> clients.stream().allMatch(client -> client.answers.get() > 5));
      service.stop();
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
      assertThat(clients).flatMap(client -> client.faults).isEmpty();
    }
  }

  @Test
  void health_saysDraining_beforeTheListenerCloses() throws Exception {
    try (RunningService service = RunningService.start(YAML, environment -> {});
        ExecutorService threads = Executors.newCachedThreadPool()) {
      CompletableFuture<Void> stop = CompletableFuture.runAsync(service::stop, threads);
      await().until(() -> service.get("/health").statusCode() == 503);
      assertThat(service.get("/health").body()).contains("draining");
      assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(service.get("/compute/20").statusCode()).isEqualTo(200);
      stop.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void longComputation_isAnswered_whenItWasAdmittedBeforeTheStop() throws Exception {
    try (RunningService service =
            RunningService.start(
                "compute: {deadline: 5s}\napm: {shutdown: {drainDelay: 0s}}\n", environment -> {});
        ExecutorService threads = Executors.newCachedThreadPool()) {
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(() -> status(service, "/compute/40"), threads);
      await().until(() -> service.get("/metrics").body().contains("compute_workers_busy 1.0"));
      service.stop();
      assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  private static int status(RunningService service, String path) {
    try {
      return service.get(path).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
