package dropwizardapm.lab.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection with at most one request on it, for one thread with a selector. */
final class Connection {
  private final SocketChannel channel;
  private final Answer answer = new Answer();
  private @Nullable Request request;

  private record Request(Arrivals of, long dueNanos, long sentNanos) {
    Sample ended(int status) {
      return new Sample(of.path(), dueNanos, sentNanos, System.nanoTime(), status);
    }
  }

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /** Begins to connect; the selector's key carries the connection. */
  static Connection open(InetSocketAddress address, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    Connection connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_CONNECT, connection);
    channel.connect(address);
    return connection;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  boolean isIdle() {
    return request == null;
  }

  /** Sends a request, now or as soon as there is a connection. */
  void get(Arrivals of, long dueNanos) throws IOException {
    request = new Request(of, dueNanos, System.nanoTime());
    if (channel.isConnected()) write(of);
  }

  private void write(Arrivals of) throws IOException {
    String text =
        "GET %s HTTP/1.1\r\nHost: service\r\n%s\r\n"
            .formatted(of.path(), of.keepAlive() ? "" : "Connection: close\r\n");
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    channel.write(bytes);
    if (bytes.hasRemaining()) throw new IOException("no room for a request on an idle connection");
  }

  /** Goes on where the selector says that it can; the sample of a request that has ended. */
  @Nullable Sample proceed(SelectionKey key, ByteBuffer buffer) {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        key.interestOps(SelectionKey.OP_READ);
        if (request != null) write(request.of);
        return null;
      }
      return read(buffer);
    } catch (ConnectException e) {
      return end(Sample.REFUSED);
    } catch (IOException e) {
      return end(Sample.LOST);
    }
  }

  private @Nullable Sample read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) return end(Sample.LOST);
    buffer.flip();
    if (request == null || !answer.read(buffer)) return null;
    Sample sample = request.ended(answer.status());
    request = null;
    if (answer.last()) channel.close();
    return sample;
  }

  /** Closes the connection; the sample of the request that was on it, if there was one. */
  @Nullable Sample end(int status) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
    Sample sample = request == null ? null : request.ended(status);
    request = null;
    return sample;
  }
}
