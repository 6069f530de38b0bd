/**
 * Passes requests on to servlets that may block, and rejects what finds no thread, so that our own
 * pages are answered however many wait.
 */
@NullMarked
package dropwizardapm.bundle.overload;

import org.jspecify.annotations.NullMarked;
