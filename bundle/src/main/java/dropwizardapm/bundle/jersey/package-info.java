/** What a JAX-RS resource needs to be measured and to fail like the rest of the service. */
@NullMarked
package dropwizardapm.bundle.jersey;

import org.jspecify.annotations.NullMarked;
