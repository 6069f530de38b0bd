/** Calls to the C library, for what the JDK does not offer. */
@NullMarked
package dropwizardapm.service.libc;

import org.jspecify.annotations.NullMarked;
