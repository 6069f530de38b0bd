package dropwizardapm.bundle.collision;

import dropwizardapm.bundle.front.FrontHandler;
import dropwizardapm.bundle.front.ReservedPath;
import dropwizardapm.bundle.server.Connectors;
import io.dropwizard.core.setup.Environment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.glassfish.jersey.server.model.ResourceModel;
import org.jspecify.annotations.Nullable;

/**
 * Ends the start where something of ours is at a path that the application has something of its own
 * at. When the handlers have started, all of the application is known, and no connector is open.
 */
public final class Collisions implements LifeCycle.Listener {
  private final FrontHandler front;
  private final Environment environment;
  private final Supplier<@Nullable ResourceModel> resources;

  public Collisions(
      FrontHandler front, Environment environment, Supplier<@Nullable ResourceModel> resources) {
    this.front = front;
    this.environment = environment;
    this.resources = resources;
  }

  /** All are named at once. */
  @Override
  public void lifeCycleStarted(LifeCycle event) {
    Server server = front.getServer();
    boolean administrators =
        Arrays.stream(server.getConnectors()).anyMatch(Connectors::isForTheAdministrator);
    List<String> found =
        front.reservedPaths().stream()
            .flatMap(reserved -> found(reserved, administrators))
            .toList();
    if (!found.isEmpty()) throw new IllegalStateException(String.join("\n", found));
  }

  private Stream<String> found(ReservedPath reserved, boolean administrators) {
    if (reserved.forTheAdministrator() && !administrators)
      return Stream.of(
          "%s has no admin connector to be served on by %s. %s"
              .formatted(reserved.template(), reserved.who(), reserved.remedy()));
    return taken(reserved, administrators)
        .map(
            taken ->
                "%s is served twice: by %s and by the application's %s at %s. %s"
                    .formatted(
                        reserved.template(),
                        reserved.who(),
                        taken.owner(),
                        taken.path(),
                        reserved.remedy()));
  }

  /** A simple server has the pages of both on one connector. */
  private Stream<Taken> taken(ReservedPath reserved, boolean administrators) {
    Stream<Taken> byAdministrator = Servlets.taken(environment.getAdminContext(), reserved);
    if (reserved.forTheAdministrator()) return byAdministrator;
    Stream<Taken> byApplication =
        Stream.concat(
            Resources.taken(environment, resources.get(), reserved),
            Servlets.taken(environment.getApplicationContext(), reserved));
    return administrators ? byApplication : Stream.concat(byApplication, byAdministrator);
  }
}
