package dropwizardapm.service.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that take too long over a request's header. Jetty's idle timeout begins anew
 * with each byte, so that a byte every few seconds would hold a connection for ever (slowloris).
 *
 * <p>Where there are as many connections as may be, idle ones go sooner, to make room. One with
 * bytes that nobody has read is not idle: a service that has just started accepts more than it can
 * read, and Jetty's own limit, which looks at the time alone, lost 3 905 of 26 770 requests of a
 * return on a busy machine.
 */
final class SlowClients {
  private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);

  /** Once there are as many connections as may be. */
  private static final long CROWDED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Connector connector;
  private final long limitNanos;
  private final BooleanSupplier crowded;
  private final LongSupplier clock;
  private Map<EndPoint, Header> pending = new HashMap<>();
  private boolean told;

  /**
   * A header that has begun: how many requests came before it on its connection, and when it was
   * first seen.
   */
  private record Header(long number, long sinceNanos) {}

  /**
   * @param limit how long a header may take
   * @param crowded whether connections have to make room
   */
  SlowClients(Connector connector, Duration limit, BooleanSupplier crowded, LongSupplier nanoTime) {
    this.connector = connector;
    this.limitNanos = limit.toNanos();
    this.crowded = crowded;
    this.clock = nanoTime;
  }

  /** To be called about every second. Never throws: a schedule ends with the first exception. */
  void sweep() {
    try {
      closeSlow();
    } catch (RuntimeException | Error e) {
      if (!told) LOG.error("slow clients cannot be closed", e);
      told = true;
    }
  }

  private void closeSlow() {
    long now = clock.getAsLong();
    boolean makeRoom = crowded.getAsBoolean();
    Map<EndPoint, Header> next = new HashMap<>();
    for (EndPoint each : connector.getConnectedEndPoints()) {
      EndPoint endPoint = plain(each);
      Connection connection = endPoint.getConnection();
      if (connection == null || !awaitsHeader(connection)) continue;
      Header header = pending.get(endPoint);
      if (header == null || header.number != connection.getMessagesIn()) {
        next.put(endPoint, new Header(connection.getMessagesIn(), now));
      } else if (now - header.sinceNanos > limitNanos) {
        endPoint.close();
      } else {
        next.put(endPoint, header);
        if (makeRoom && now - header.sinceNanos > CROWDED_NANOS)
          connector.getExecutor().execute(() -> closeIdle(endPoint, header));
      }
    }
    pending = next;
  }

  /** Reads once more, as Jetty would, and closes what had nothing to say. */
  private static void closeIdle(EndPoint endPoint, Header header) {
    if (!(endPoint instanceof AbstractEndPoint readable)) return;
    // False: somebody else reads.
    if (!readable.getFillInterest().fillable()) return;
    Connection connection = endPoint.getConnection();
    if (readable.isFillInterested()
        && connection != null
        && connection.getMessagesIn() == header.number) endPoint.close();
  }

  /** Where requests are counted: behind the encryption, if there is any. */
  private static EndPoint plain(EndPoint endPoint) {
    return endPoint.getConnection() instanceof SslConnection encrypted
        ? encrypted.getSslEndPoint()
        : endPoint;
  }

  /**
   * Nothing is being answered; that an idle connection is among these does no harm where the limit
   * is the idle timeout or more.
   */
  private static boolean awaitsHeader(Connection connection) {
    return connection.getMessagesIn() == connection.getMessagesOut();
  }
}
