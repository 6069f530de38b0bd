package dropwizardapm.load.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A service with a cache that is renewed all the time, so that what is old is collected now and
 * then. It keeps as many bytes of each request for ever as its argument says. Prints its port.
 */
final class LeakingService {
  private static final int CACHED = 30;
  private static final int CACHED_BYTES = 300_000;

  private final int leakedBytes;
  private final byte[][] cache = new byte[CACHED][];
  private final List<byte[]> leaked = new ArrayList<>();
  private int requests;

  private LeakingService(int leakedBytes) {
    this.leakedBytes = leakedBytes;
  }

  /** A JVM of its own, whose heap is soon full. */
  static Process start(int leakedBytes) throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            LeakingService.class.getName(),
            String.valueOf(leakedBytes))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] args) throws IOException {
    LeakingService service = new LeakingService(Integer.parseInt(args[0]));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", service::answer);
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/work")) work();
    byte[] body = (path.equals("/metrics") ? metrics() : "fine\n").getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized void work() {
    cache[requests++ % CACHED] = new byte[CACHED_BYTES];
    leaked.add(new byte[leakedBytes]);
  }

  private static String metrics() {
    StringBuilder text = new StringBuilder();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getCollectionUsage() == null) continue;
      text.append(
          "jvm_memory_pool_collection_used_bytes{pool=\"%s\"} %d\n"
              .formatted(pool.getName(), pool.getCollectionUsage().getUsed()));
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return text.append("jvm_memory_used_bytes{area=\"heap\"} %d\n".formatted(heap)).toString();
  }
}
