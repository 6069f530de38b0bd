package dropwizardapm.load.workload;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;

/**
 * What a virtual user sends, and how it fared. When users come, and how many, is the profile's.
 *
 * <p>One user is one row's unit: it counts once, whatever number of requests it sends.
 */
public interface Workload {
  /** What is asked for, as the table names it after the address, for example /compute/30. */
  String target();

  /** What the service is asked before the load. */
  Probe probe();

  /**
   * One user's requests, from the first to the last.
   *
   * @param step as reports call it
   */
  ChainBuilder user(String step);

  /**
   * How a user fared that has sent all it sends.
   *
   * @param elapsedNanos since it began
   */
  Answer answer(Session session, long elapsedNanos);

  /** What all its requests have in common. */
  default HttpProtocolBuilder protocol(HttpProtocolBuilder base) {
    return base;
  }
}
