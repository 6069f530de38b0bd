package dropwizardapm.load.result;

import java.util.Locale;

/** How a request ended, as its caller sees it. */
public enum Outcome {
  /** 200 with the right number. */
  OK,

  /** 503: the service rejected it on purpose, quickly, to keep its promise to the others. */
  REJECTED,

  /** Anything else: another status, a wrong number, no answer. */
  ERROR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
