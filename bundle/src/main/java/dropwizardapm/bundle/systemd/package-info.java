/** The service's side of systemd's notification protocol. */
@NullMarked
package dropwizardapm.bundle.systemd;

import org.jspecify.annotations.NullMarked;
