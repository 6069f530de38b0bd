package dropwizardapm.bundle.collision;

import dropwizardapm.bundle.front.ReservedPath;
import io.dropwizard.servlets.assets.AssetServlet;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.ServletMapping;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.glassfish.jersey.servlet.ServletContainer;
import org.jspecify.annotations.Nullable;

/** What an application's servlets answer, as far as their mappings and assets tell. */
final class Servlets {
  /** Mappings of a servlet that takes what no other does: what that answers, nobody can tell. */
  private static final Set<String> REST = Set.of("/", "/*");

  private Servlets() {}

  /** Those in the way of {@code reserved}. */
  static Stream<Taken> taken(ServletContextHandler context, ReservedPath reserved) {
    String base = Resources.joined(context.getContextPath(), "");
    if (!reserved.isBelow(base)) return Stream.of();
    ServletHandler servlets = context.getServletHandler();
    return Arrays.stream(servlets.getServletMappings())
        .flatMap(
            mapping ->
                taken(base, mapping, servlets.getServlet(mapping.getServletName()), reserved));
  }

  private static Stream<Taken> taken(
      String base, ServletMapping mapping, @Nullable ServletHolder holder, ReservedPath reserved) {
    if (holder == null) return Stream.of();
    Servlet servlet = holder.getServletInstance();
    if (servlet instanceof ServletContainer) return Stream.of(); // Jersey, see Resources
    String path = reserved.template().substring(base.length());
    if (servlet instanceof AssetServlet assets)
      return hasAsset(assets, path)
          ? Stream.of(new Taken(reserved.template(), "asset in " + assets.getResourceURL()))
          : Stream.of();
    return Arrays.stream(mapping.getPathSpecs())
        .filter(pattern -> !REST.contains(pattern))
        .filter(
            pattern ->
                new ServletPathSpec(pattern).matches(path) || reserved.covers(base + pattern))
        .map(pattern -> new Taken(base + pattern, "servlet " + name(holder)));
  }

  private static String name(ServletHolder holder) {
    return holder.getHeldClass() == null ? holder.getName() : holder.getHeldClass().getName();
  }

  private static boolean hasAsset(AssetServlet assets, String path) {
    String root = Resources.joined(assets.getUriPath(), "");
    if (!path.startsWith(root + '/')) return false;
    String base = assets.getResourceURL().toString();
    String separator = base.endsWith("/") ? "" : "/";
    try {
      URLConnection asset =
          URI.create(base + separator + path.substring(root.length() + 1)).toURL().openConnection();
      asset.setUseCaches(false);
      asset.getInputStream().close();
      return true;
    } catch (IOException | IllegalArgumentException e) { // also of /compute/{n}
      return false;
    }
  }
}
