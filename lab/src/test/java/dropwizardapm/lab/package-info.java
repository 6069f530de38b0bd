/**
 * Tests that need a machine: linters over the whole repository, and a lab host with a real systemd.
 */
@NullMarked
package dropwizardapm.lab;

import org.jspecify.annotations.NullMarked;
