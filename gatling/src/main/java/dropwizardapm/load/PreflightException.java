package dropwizardapm.load;

/** The service cannot be loaded as asked; the message says why. */
final class PreflightException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PreflightException(String message) {
    super(message);
  }
}
