/**
 * The deliberately heavy computation, and the admission of no more of it than can be answered in
 * time.
 */
@NullMarked
package dropwizardapm.service.compute;

import org.jspecify.annotations.NullMarked;
