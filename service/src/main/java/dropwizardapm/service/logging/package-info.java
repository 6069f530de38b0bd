/** Log lines that the journal understands. */
@NullMarked
package dropwizardapm.service.logging;

import org.jspecify.annotations.NullMarked;
