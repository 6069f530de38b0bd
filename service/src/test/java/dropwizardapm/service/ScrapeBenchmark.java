package dropwizardapm.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code GET /metrics} of a running service with all its series, from the request's first byte to
 * the answer's last.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class ScrapeBenchmark {
  private static final String LENGTH = "Content-Length: ";

  @Param public Format format = Format.TEXT;

  private final byte[] buffer = new byte[1 << 20];
  private byte[] request = {};

  @SuppressWarnings("NullAway.Init")
  private RunningService service;

  @SuppressWarnings("NullAway.Init")
  private Socket socket;

  /** What a scraper asks for. */
  public enum Format {
    TEXT("text/plain", ""),
    TEXT_GZIP("text/plain", "gzip"),
    OPENMETRICS("application/openmetrics-text", ""),
    PROTOBUF(
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
        "");

    private final String request;

    Format(String accept, String encoding) {
      request =
          "GET /metrics HTTP/1.1\r\nHost: a\r\nAccept: %s\r\nAccept-Encoding: %s\r\n\r\n"
              .formatted(accept, encoding);
    }
  }

  @Setup
  public void start() throws Exception {
    request = format.request.getBytes(StandardCharsets.US_ASCII);
    service = RunningService.start();
    socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
    socket.setTcpNoDelay(true);
  }

  @TearDown
  public void stop() throws IOException {
    socket.close();
    service.close();
  }

  @Benchmark
  public int scrape() throws IOException {
    socket.getOutputStream().write(request);
    InputStream in = socket.getInputStream();
    int read = 0;
    int end = -1;
    while (end < 0 || read < end) {
      int more = in.read(buffer, read, buffer.length - read);
      if (more < 0) throw new IOException("the service closed the connection");
      read += more;
      if (end < 0) end = end(read);
    }
    return read;
  }

  /** Where the answer ends, −1 until its header is there. */
  private int end(int read) {
    String start = new String(buffer, 0, Math.min(read, 1024), StandardCharsets.ISO_8859_1);
    int header = start.indexOf("\r\n\r\n");
    if (header < 0) return -1;
    int length = start.indexOf(LENGTH) + LENGTH.length();
    return header + 4 + Integer.parseInt(start, length, start.indexOf('\r', length), 10);
  }
}
