/**
 * Every metric of the stack's own, for the documentation and for the tests that hold rules,
 * dashboards and documents to it. Depends on the JDK alone, so that tests of other modules can read
 * it.
 */
@NullMarked
package dropwizardapm.service.catalogue;

import org.jspecify.annotations.NullMarked;
