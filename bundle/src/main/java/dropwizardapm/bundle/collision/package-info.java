/** What of the application no request would reach, because we answer before it. */
@NullMarked
package dropwizardapm.bundle.collision;

import org.jspecify.annotations.NullMarked;
