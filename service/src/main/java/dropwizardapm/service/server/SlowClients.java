package dropwizardapm.service.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that take too long over a request's header. Jetty's idle timeout begins anew
 * with each byte, so that a byte every few seconds would hold a connection for ever (slowloris).
 */
final class SlowClients {
  private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);

  private final Connector connector;
  private final long limitNanos;
  private final LongSupplier clock;
  private Map<EndPoint, Header> pending = new HashMap<>();
  private boolean told;

  /**
   * A header that has begun: how many requests came before it on its connection, and when it was
   * first seen.
   */
  private record Header(long number, long sinceNanos) {}

  SlowClients(Connector connector, Duration limit, LongSupplier clock) {
    this.connector = connector;
    this.limitNanos = limit.toNanos();
    this.clock = clock;
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
    Map<EndPoint, Header> next = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Connection connection = endPoint.getConnection();
      if (connection == null || !awaitsHeader(connection)) continue;
      Header header = pending.get(endPoint);
      if (header == null || header.number != connection.getMessagesIn()) {
        next.put(endPoint, new Header(connection.getMessagesIn(), now));
      } else if (now - header.sinceNanos > limitNanos) {
        endPoint.close();
      } else {
        next.put(endPoint, header);
      }
    }
    pending = next;
  }

  /**
   * Nothing is being answered; that an idle connection is among these does no harm where the limit
   * is the idle timeout or more.
   */
  private static boolean awaitsHeader(Connection connection) {
    return connection.getMessagesIn() == connection.getMessagesOut();
  }
}
