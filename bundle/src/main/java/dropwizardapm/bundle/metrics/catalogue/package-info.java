/**
 * What every metric is called, what it means and how it is labelled; the code registers from here.
 */
@NullMarked
package dropwizardapm.bundle.metrics.catalogue;

import org.jspecify.annotations.NullMarked;
