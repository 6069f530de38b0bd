package dropwizardapm.bundle.response;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An error as a client sees it: RFC 9457, with the generic type, so that the status says what kind
 * it is and the detail names the input and the remedy.
 */
public record ProblemDocument(int status, String detail, String instance) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Beyond this a client's own text is cut before it is sent back. */
  private static final int MAX_ECHO = 120;

  /** What an application says may repeat a client's text. */
  private static final int MAX_DETAIL = 400;

  /** A client's text, short enough to be repeated to it. */
  public static String echo(String text) {
    return cut(text, MAX_ECHO);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  public String title() {
    return HttpStatus.getMessage(status);
  }

  public byte[] toJson() {
    StringBuilder json = new StringBuilder(256).append("{\"type\":\"about:blank\",\"title\":");
    quote(json, title()).append(",\"status\":").append(status).append(",\"detail\":");
    quote(json, cut(detail, MAX_DETAIL)).append(",\"instance\":");
    quote(json, echo(instance)).append('}');
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static StringBuilder quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"');
  }
}
