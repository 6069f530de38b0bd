/** What is kept of every request, whoever answers it: counts, times, its trace, its line. */
@NullMarked
package dropwizardapm.bundle.accounting;

import org.jspecify.annotations.NullMarked;
