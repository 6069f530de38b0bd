/** Calls to the C library, for what the JDK does not offer; only from Java 22 on. */
@NullMarked
package dropwizardapm.bundle.libc;

import org.jspecify.annotations.NullMarked;
