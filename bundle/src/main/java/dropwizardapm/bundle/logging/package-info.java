/** Log lines that the journal understands. */
@NullMarked
package dropwizardapm.bundle.logging;

import org.jspecify.annotations.NullMarked;
