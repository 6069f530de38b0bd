/** Jetty's connectors: whose they are, their event loops, and how they end without a loss. */
@NullMarked
package dropwizardapm.bundle.server;

import org.jspecify.annotations.NullMarked;
