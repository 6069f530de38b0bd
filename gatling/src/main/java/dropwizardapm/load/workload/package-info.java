/** What a run asks the service for, and when an answer is the right one. */
@NullMarked
package dropwizardapm.load.workload;

import org.jspecify.annotations.NullMarked;
