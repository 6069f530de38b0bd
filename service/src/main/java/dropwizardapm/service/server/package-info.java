/** The Dropwizard server with our defaults and our handlers in front. */
@NullMarked
package dropwizardapm.service.server;

import org.jspecify.annotations.NullMarked;
