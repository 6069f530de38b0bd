package dropwizardapm.bundle.response;

import org.jspecify.annotations.Nullable;

/** What to say where neither we nor a resource chose the words. */
public final class ErrorDetails {
  private ErrorDetails() {}

  /**
   * The status to answer with where Jetty chose {@code code}. A protocol feature or version that we
   * lack is the client's error to mend, not a failure of the service; and a method that is not
   * allowed where none is named means that nothing is there (Jetty's stand-in for a servlet).
   */
  static int status(int code, boolean methodsNamed) {
    return switch (code) {
      case 501, 505 -> 400;
      case 405 -> methodsNamed ? 405 : 404;
      default -> code;
    };
  }

  public static String detail(int status, String method, @Nullable String path) {
    String what =
        ProblemDocument.echo(method) + ' ' + ProblemDocument.echo(path == null ? "" : path);
    return switch (status) {
      case 400 ->
          "The request is not well-formed HTTP/1.1. Look at its request line, headers and URI encoding.";
      case 404 -> "Nothing answers " + what + ". Look at its path.";
      case 405 -> what + " is not possible. The Allow header names the methods that are.";
      case 408 -> "The request did not arrive in time. Send it without pauses.";
      case 413 -> "The body is larger than this service accepts.";
      case 414 -> "The URI is longer than this service accepts.";
      case 417 -> "The Expect header asks for what this service cannot promise. Leave it out.";
      case 426 -> "This service speaks HTTP/1.1 only.";
      case 431 -> "The header is larger than this service accepts.";
      case 500 -> "The service failed on " + what + ". Its log says why.";
      case 503 -> "The service cannot answer now. Retry after the time in Retry-After.";
      default -> "The service refused " + what + '.';
    };
  }
}
