package dropwizardapm.bundle;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * A request that an {@link Endpoint} answers, exactly once, from whatever thread. It counts as in
 * progress until then.
 */
public interface Exchange {
  /** {@return Jetty's request} Not to be used any more when it is answered. */
  Request request();

  /**
   * Sets a header of the answer.
   *
   * @param header which
   * @param value in the place of any that it had
   * @return this
   */
  Exchange header(HttpHeader header, String value);

  /**
   * Answers with JSON.
   *
   * @param status of the answer
   * @param body encoded; not to be written to from now on
   */
  void json(int status, byte[] body);

  /**
   * Answers with an error, as {@code application/problem+json} (RFC 9457).
   *
   * @param status of the answer
   * @param detail names the input and the remedy; cut where a client's text makes it very long
   */
  void problem(int status, String detail);

  /**
   * Answers with a body of any kind.
   *
   * @param status of the answer
   * @param contentType its header
   * @param body encoded; not to be written to from now on
   */
  void answer(int status, HttpField contentType, byte[] body);

  /**
   * Answers without a body.
   *
   * @param status of the answer
   */
  void empty(int status);

  /**
   * Answers with 500, unless it is answered, and logs why: for what is thrown on a thread of the
   * endpoint's own.
   *
   * @param failure an exception or an error
   */
  void failed(Throwable failure);

  /**
   * Tells what took its time in the request.
   *
   * @param parts asked for only if the request gets a line in the log, and written there in their
   *     order; each name ends in {@code _seconds}
   */
  void times(Supplier<Map<String, Duration>> parts);
}
