package dropwizardapm.bundle.front;

/**
 * A path that is answered before the application's servlets could.
 *
 * @param template from the root of the server; where it has a parameter, that is its last segment
 * @param forTheAdministrator on the admin connector, else on the application's
 * @param who answers, in a message's words
 * @param remedy what to do where the application wants the path for itself
 */
public record ReservedPath(
    String template, boolean forTheAdministrator, String who, String remedy) {
  /** A parameter as in JAX-RS, whose regular expression may have braces, too. */
  private static final String PARAMETER = "\\{(?:[^{}]|\\{[^{}]*})*}";

  private static final String ANY = "{}";

  /**
   * Whether a request for {@code other} would come here first. As in JAX-RS a fixed path goes
   * before a parameter: {@code /metrics} takes nothing away from {@code /{page}} that whoever wrote
   * that could have meant.
   */
  public boolean covers(String other) {
    String[] ours = segments(template);
    String[] theirs = segments(other);
    if (ours.length != theirs.length) return false;
    for (int i = 0; i < ours.length; i++) {
      if (!ours[i].equals(theirs[i]) && !ours[i].equals(ANY)) return false;
    }
    return true;
  }

  /** Whether a request that comes here would else go to {@code prefix} or below it. */
  public boolean isBelow(String prefix) {
    return (template + '/').startsWith(prefix + '/');
  }

  boolean isSameAs(ReservedPath other) {
    return forTheAdministrator == other.forTheAdministrator
        && covers(other.template)
        && other.covers(template);
  }

  private static String[] segments(String template) {
    return template.replaceAll(PARAMETER, ANY).split("/");
  }
}
