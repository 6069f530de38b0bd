/**
 * Jetty handlers in front of everything: the three endpoints, instrumentation of every request,
 * problem answers.
 */
@NullMarked
package dropwizardapm.bundle.http;

import org.jspecify.annotations.NullMarked;
