package dropwizardapm.bundle.response;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes answers of known length with headers encoded once. */
public final class Responses {
  public static final HttpField PROBLEM =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);

  /** Every answer is of this moment, and none is for a browser to guess the type of. */
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private Responses() {}

  public static void write(
      Response response, int status, HttpField type, byte[] body, Callback callback) {
    HttpFields.Mutable headers = head(response, status, body.length);
    headers.put(type);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** An answer without a body. */
  public static void empty(Response response, int status, Callback callback) {
    head(response, status, 0);
    response.write(true, null, callback);
  }

  public static void problem(Response response, ProblemDocument problem, Callback callback) {
    write(response, problem.status(), PROBLEM, problem.toJson(), callback);
  }

  private static HttpFields.Mutable head(Response response, int status, int length) {
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    headers.add(NO_STORE);
    headers.add(NO_SNIFF);
    if (status != 204) headers.put(HttpHeader.CONTENT_LENGTH, length);
    return headers;
  }
}
