/** Whether a run did what it had to, in words and for a pipeline. Knows nothing of Gatling. */
@NullMarked
package dropwizardapm.load.verdict;

import org.jspecify.annotations.NullMarked;
