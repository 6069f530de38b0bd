/**
 * What makes a Dropwizard application observable: add {@link dropwizardapm.bundle.ApmBundle} to it.
 *
 * <p>This package is the library's whole API. Those below it are public only because Java's
 * packages do not nest; they may change with any release.
 */
@NullMarked
package dropwizardapm.bundle;

import org.jspecify.annotations.NullMarked;
