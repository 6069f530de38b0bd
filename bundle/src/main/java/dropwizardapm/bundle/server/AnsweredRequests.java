package dropwizardapm.bundle.server;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;

/** How many requests each connection of a listener has had answered so far. */
public record AnsweredRequests(Map<Connection, Long> byConnection) {
  /** As it is now. */
  public static AnsweredRequests on(Connector listener) {
    Map<Connection, Long> answered = new HashMap<>();
    for (EndPoint each : listener.getConnectedEndPoints()) {
      Connection connection = plain(each).getConnection();
      if (connection != null) answered.put(connection, connection.getMessagesOut());
    }
    return new AnsweredRequests(answered);
  }

  /** Whether one of these connections has had an answer more than then. */
  public boolean anySince(AnsweredRequests before) {
    return byConnection.entrySet().stream()
        .anyMatch(now -> now.getValue() > before.byConnection.getOrDefault(now.getKey(), 0L));
  }

  /** Requests are counted behind the encryption, if there is any. */
  private static EndPoint plain(EndPoint endPoint) {
    return endPoint.getConnection() instanceof SslConnection encrypted
        ? encrypted.getSslEndPoint()
        : endPoint;
  }
}
