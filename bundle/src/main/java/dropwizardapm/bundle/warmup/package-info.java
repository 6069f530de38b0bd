/** A server that is not the service's, and its only client: what the warm-up asks and is asked. */
@NullMarked
package dropwizardapm.bundle.warmup;

import org.jspecify.annotations.NullMarked;
