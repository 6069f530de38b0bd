/** The service's side of systemd's notification protocol. */
@NullMarked
package dropwizardapm.service.systemd;

import org.jspecify.annotations.NullMarked;
