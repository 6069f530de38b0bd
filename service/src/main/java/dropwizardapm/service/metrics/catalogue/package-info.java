/**
 * What every metric is called, what it means and how it is labelled. The code registers from here;
 * tests hold the exposition, the rules, the dashboards and the docs against it. Depends on the JDK
 * alone, so that tests of other modules can read it.
 */
@NullMarked
package dropwizardapm.service.metrics.catalogue;

import org.jspecify.annotations.NullMarked;
