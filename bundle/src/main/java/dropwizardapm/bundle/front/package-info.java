/**
 * What comes before the application's servlets: the handler that answers hot endpoints itself and
 * passes on the rest, and what an endpoint is to it.
 */
@NullMarked
package dropwizardapm.bundle.front;

import org.jspecify.annotations.NullMarked;
