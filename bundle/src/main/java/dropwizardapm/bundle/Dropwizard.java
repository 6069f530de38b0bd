package dropwizardapm.bundle;

import io.dropwizard.core.setup.Bootstrap;

/** The Dropwizard that the application has. */
final class Dropwizard {
  /** Dropwizard 4 is on Jetty 11, which has no such class. */
  private static final String OF_JETTY_12 = "org.eclipse.jetty.server.Request$Handler";

  private Dropwizard() {}

  /** Else the first class of Jetty that is missing would end the start, and say nothing. */
  static void require5() {
    try {
      Class.forName(OF_JETTY_12, false, Dropwizard.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      String version = Bootstrap.class.getPackage().getImplementationVersion();
      throw new IllegalStateException(
          "dropwizard-apm is for Dropwizard 5, and this application has Dropwizard "
              + (version == null ? "4 or older" : version),
          e);
    }
  }
}
