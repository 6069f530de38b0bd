/** What to send next, decided by what came of all before. Knows nothing of Gatling. */
@NullMarked
package dropwizardapm.load.plan;

import org.jspecify.annotations.NullMarked;
