package dropwizardapm.bundle.tcp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The TCP sockets of this host, over IPv4 and IPv6. The kernel gives them out in pieces while they
 * come and go, so that a look may miss one that is there all along, or see it twice. What follows
 * from one that is not there must follow from two looks running: {@link #find} and {@link #gone}
 * see to that.
 */
@FunctionalInterface
public interface TcpTable {
  /**
   * Looks once, at row after row until one is the last that was wanted.
   *
   * @throws IOException also where there is no such table, as outside of Linux
   */
  void look(Predicate<TcpRow> isLast) throws IOException;

  /** The kernel's. */
  static TcpTable ofKernel() {
    return new ProcNet();
  }

  /** A socket for which the condition holds. */
  default Optional<TcpRow> find(Predicate<TcpRow> condition) throws IOException {
    List<TcpRow> found = new ArrayList<>();
    Predicate<TcpRow> look = row -> condition.test(row) && found.add(row);
    look(look);
    if (found.isEmpty()) look(look);
    return found.stream().findFirst();
  }

  /**
   * Those of the connections that are not established any more. They have to have been when this is
   * called: one that comes during a look may come behind it.
   */
  default Set<TcpConnection> gone(Collection<TcpConnection> connections) throws IOException {
    Set<TcpConnection> missing = new HashSet<>(connections);
    Predicate<TcpRow> look =
        row -> row.isEstablished() && missing.remove(row.connection()) && missing.isEmpty();
    look(look);
    if (!missing.isEmpty()) look(look);
    return missing;
  }
}
