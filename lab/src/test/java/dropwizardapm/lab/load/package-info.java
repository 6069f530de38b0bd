/**
 * The packaged service in a process of its own, under load that does not wait for it: what overload
 * and a restart do to its clients.
 */
@NullMarked
package dropwizardapm.lab.load;

import org.jspecify.annotations.NullMarked;
