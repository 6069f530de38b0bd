/** Wiring: the application, its configuration and the bundle that puts the parts together. */
@NullMarked
package dropwizardapm.service;

import org.jspecify.annotations.NullMarked;
