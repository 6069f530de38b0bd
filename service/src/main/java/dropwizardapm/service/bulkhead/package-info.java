/** Keeps what an application's code does from taking ours with it. */
@NullMarked
package dropwizardapm.service.bulkhead;

import org.jspecify.annotations.NullMarked;
