/** Names of metrics and labels in rules, dashboards and docs, held against the catalogue. */
@NullMarked
package dropwizardapm.lab.names;

import org.jspecify.annotations.NullMarked;
