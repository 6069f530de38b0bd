/** Calls to the C library, for what the JDK does not offer. */
@NullMarked
package dropwizardapm.bundle.libc;

import org.jspecify.annotations.NullMarked;
