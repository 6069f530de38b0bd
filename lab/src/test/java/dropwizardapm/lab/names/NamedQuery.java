package dropwizardapm.lab.names;

/**
 * A PromQL expression and where it stands.
 *
 * @param source file and name, for messages
 */
record NamedQuery(String source, String expr) {
  PromQuery parsed() {
    return PromQuery.parse(expr);
  }

  @Override
  public String toString() {
    return source;
  }
}
