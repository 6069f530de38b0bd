/**
 * What makes a Dropwizard application observable: add {@link dropwizardapm.bundle.ApmBundle} to it.
 */
@NullMarked
package dropwizardapm.bundle;

import org.jspecify.annotations.NullMarked;
