/** Keeps Gatling from calling home where no setting does. */
@NullMarked
package dropwizardapm.load.offline;

import org.jspecify.annotations.NullMarked;
