/** Opens Grafana's dashboards as a reader does, and says what a reader would take for broken. */
@NullMarked
package dropwizardapm.lab.browser;

import org.jspecify.annotations.NullMarked;
