/** What all answers have, and what a client reads in one that is an error (RFC 9457). */
@NullMarked
package dropwizardapm.bundle.response;

import org.jspecify.annotations.NullMarked;
