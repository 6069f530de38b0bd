package dropwizardapm.load;

/** A setting that a run cannot start with; the message names it and says what it may be. */
final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidSettingException(String name, String value, String allowed) {
    super("-D%s=%s is not possible: give %s".formatted(name, value, allowed));
  }
}
