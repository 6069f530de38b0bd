/** Keeps what an application's code does from taking ours with it. */
@NullMarked
package dropwizardapm.bundle.bulkhead;

import org.jspecify.annotations.NullMarked;
