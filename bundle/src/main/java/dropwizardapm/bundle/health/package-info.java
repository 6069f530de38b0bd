/** Readiness and liveness, evaluated in the background so that asking costs nothing. */
@NullMarked
package dropwizardapm.bundle.health;

import org.jspecify.annotations.NullMarked;
