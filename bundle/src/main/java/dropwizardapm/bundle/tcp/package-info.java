/** The kernel's table of TCP sockets, for what the JDK does not tell. */
@NullMarked
package dropwizardapm.bundle.tcp;

import org.jspecify.annotations.NullMarked;
