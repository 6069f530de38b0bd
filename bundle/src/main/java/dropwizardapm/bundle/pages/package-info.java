/** The pages that we serve ourselves, health and metrics, and where. */
@NullMarked
package dropwizardapm.bundle.pages;

import org.jspecify.annotations.NullMarked;
