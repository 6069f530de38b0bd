/** The monitoring of the service under load: it is told of the run, and asked what it saw. */
@NullMarked
package dropwizardapm.load.stack;

import org.jspecify.annotations.NullMarked;
