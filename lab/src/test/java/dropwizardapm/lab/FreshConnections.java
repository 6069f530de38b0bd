package dropwizardapm.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that connect anew for each request, until nobody listens any more. */
final class FreshConnections implements AutoCloseable {
  private static final byte[] REQUEST =
      "GET /compute/22 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int PATIENCE_MILLIS = Math.toIntExact(Duration.ofSeconds(20).toMillis());

  private final InetSocketAddress address;
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final Collection<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();

  FreshConnections(Lab lab, int count) {
    address = new InetSocketAddress(lab.address(), 8031);
    for (int i = 0; i < count; i++) clients.execute(this::goOn);
    clients.shutdown();
  }

  int answers() {
    return answers.get();
  }

  /** What became of connections that were made and not answered, once nobody can connect. */
  List<String> faults() throws InterruptedException {
    if (!clients.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
      faults.add("clients that still wait");
    return List.copyOf(faults);
  }

  private void goOn() {
    while (true) {
      try (Socket socket = new Socket()) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(address, PATIENCE_MILLIS);
        try {
          ask(socket);
        } catch (IOException e) {
          faults.add(e.toString());
        }
      } catch (ConnectException refused) {
        return;
      } catch (IOException e) {
        faults.add(e.toString());
        return;
      }
    }
  }

  private void ask(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST);
    InputStream in = socket.getInputStream();
    String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    if (answer.startsWith("HTTP/1.1 200")) answers.incrementAndGet();
    else faults.add(answer.isEmpty() ? "closed without an answer" : answer);
  }

  @Override
  public void close() {
    clients.shutdownNow();
  }
}
