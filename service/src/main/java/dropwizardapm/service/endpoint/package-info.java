/**
 * {@code /compute/{n}}: its answers, what it does under overload, its metrics and health checks.
 */
@NullMarked
package dropwizardapm.service.endpoint;

import org.jspecify.annotations.NullMarked;
