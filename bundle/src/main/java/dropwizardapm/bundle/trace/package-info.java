/** Which trace a request belongs to, and the line in the log by which it is found. */
@NullMarked
package dropwizardapm.bundle.trace;

import org.jspecify.annotations.NullMarked;
