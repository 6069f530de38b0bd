/**
 * What came of a run: numbers, their arithmetic, and how they are shown. Knows nothing of Gatling.
 */
@NullMarked
package dropwizardapm.load.result;

import org.jspecify.annotations.NullMarked;
