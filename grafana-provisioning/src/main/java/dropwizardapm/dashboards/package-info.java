/**
 * Our dashboards, the program that writes them as JSON, and the list of their queries for tests.
 */
@NullMarked
package dropwizardapm.dashboards;

import org.jspecify.annotations.NullMarked;
