/** The kernel's table of TCP sockets, for what the JDK does not tell. */
@NullMarked
package dropwizardapm.service.tcp;

import org.jspecify.annotations.NullMarked;
