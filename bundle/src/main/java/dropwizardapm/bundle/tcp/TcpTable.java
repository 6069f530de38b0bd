package dropwizardapm.bundle.tcp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The TCP sockets of this host, over IPv4 and IPv6. The kernel gives them out in pieces while they
 * come and go, so that a look may miss one that is there all along, or see it twice. What follows
 * from one that is not there must follow from two looks running: {@link #find} sees to that.
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
}
