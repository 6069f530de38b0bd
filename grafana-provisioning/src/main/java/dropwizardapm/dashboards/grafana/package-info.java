/**
 * Grafana's classic dashboard model, as far as we use it.
 *
 * <p>Builders carry the names of Grafana's foundation SDK, so that a change to the SDK is
 * mechanical once it can be had from Maven Central. The panels know nothing of our metrics.
 */
@NullMarked
package dropwizardapm.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
