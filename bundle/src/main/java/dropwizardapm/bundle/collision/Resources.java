package dropwizardapm.bundle.collision;

import dropwizardapm.bundle.front.ReservedPath;
import io.dropwizard.core.setup.Environment;
import java.util.List;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.ResourceModel;
import org.jspecify.annotations.Nullable;

/** The templates of an application's resources. */
final class Resources {
  private Resources() {}

  /** Those in the way of {@code reserved}. */
  static Stream<Taken> taken(
      Environment environment, @Nullable ResourceModel model, ReservedPath reserved) {
    if (model == null) return Stream.of();
    String pattern = environment.jersey().getUrlPattern();
    String root = pattern == null ? "" : pattern.replace("/*", "");
    String base = joined(environment.getApplicationContext().getContextPath(), root);
    return model.getRootResources().stream().flatMap(each -> taken(each, base, reserved));
  }

  private static Stream<Taken> taken(Resource resource, String base, ReservedPath reserved) {
    String path = joined(base, resource.getPath());
    Stream<ResourceMethod> methods = reserved.covers(path) ? answering(resource) : Stream.of();
    Stream<ResourceMethod> locators =
        reserved.covers(path) || reserved.isBelow(path)
            ? Stream.ofNullable(resource.getResourceLocator())
            : Stream.of();
    return Stream.concat(
        Stream.concat(methods, locators).map(method -> new Taken(path, owner(method))),
        resource.getChildResources().stream().flatMap(each -> taken(each, path, reserved)));
  }

  /** One of those that the application wrote; Jersey adds some, as for OPTIONS. */
  private static Stream<ResourceMethod> answering(Resource resource) {
    return resource.getResourceMethods().stream().filter(method -> !method.isExtended()).limit(1);
  }

  private static String owner(ResourceMethod method) {
    return method.getInvocable().getHandler().getHandlerClass().getName();
  }

  static String joined(String base, @Nullable String path) {
    String all = String.join("/", List.of(base, path == null ? "" : path)).replaceAll("/+", "/");
    return all.endsWith("/") ? all.substring(0, all.length() - 1) : all;
  }
}
