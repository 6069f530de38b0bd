/**
 * What the service can take: load simulations for Gatling.
 *
 * <p>{@code mvn -pl gatling gatling:test -Dload.profile=table -Dload.url=http://host:8031}
 */
@NullMarked
package dropwizardapm.load;

import org.jspecify.annotations.NullMarked;
