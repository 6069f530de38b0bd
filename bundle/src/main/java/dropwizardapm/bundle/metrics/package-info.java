/** Every metric that this service exposes, and how it is written for a scraper. */
@NullMarked
package dropwizardapm.bundle.metrics;

import org.jspecify.annotations.NullMarked;
