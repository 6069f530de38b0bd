package dropwizardapm.bundle;

import dropwizardapm.bundle.http.ProblemDocument;

/**
 * An error as a client sees it (RFC 9457), encoded once: for one that is answered many times, as to
 * requests that are refused. It never changes.
 */
public final class Problem {
  private final int status;
  private final byte[] json;

  /**
   * An error with the title that its status has.
   *
   * @param status of the answer
   * @param detail names the input and the remedy
   * @param instance the path that was asked for
   */
  public Problem(int status, String detail, String instance) {
    this.status = status;
    this.json = new ProblemDocument(status, detail, instance).toJson();
  }

  int status() {
    return status;
  }

  /** Shared: not to be written to. */
  byte[] json() {
    return json;
  }

  /**
   * {@return a client's text, short enough to be repeated to it}
   *
   * @param text as the client sent it
   */
  public static String echo(String text) {
    return ProblemDocument.echo(text);
  }
}
