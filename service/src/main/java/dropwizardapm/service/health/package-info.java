/** Readiness and liveness, evaluated in the background so that asking costs nothing. */
@NullMarked
package dropwizardapm.service.health;

import org.jspecify.annotations.NullMarked;
