/** What the JDK does not offer of the operating system. */
@NullMarked
package dropwizardapm.service.os;

import org.jspecify.annotations.NullMarked;
