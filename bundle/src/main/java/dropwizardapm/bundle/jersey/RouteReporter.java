package dropwizardapm.bundle.jersey;

import dropwizardapm.bundle.accounting.MatchedRoute;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceModel;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.uri.UriTemplate;
import org.jspecify.annotations.Nullable;

/** Tells the handler in front which template a resource was matched by, and which there are. */
public final class RouteReporter implements ApplicationEventListener, RequestEventListener {
  private volatile @Nullable ResourceModel resources;

  @Override
  public void onEvent(ApplicationEvent event) {
    if (event.getType() == ApplicationEvent.Type.INITIALIZATION_FINISHED)
      resources = event.getResourceModel();
  }

  /** Of the application; null before Jersey has started, and where there are none. */
  public @Nullable ResourceModel resources() {
    return resources;
  }

  @Override
  public RequestEventListener onRequest(RequestEvent event) {
    return this;
  }

  @Override
  public void onEvent(RequestEvent event) {
    if (event.getType() != RequestEvent.Type.REQUEST_MATCHED) return;
    if (event.getContainerRequest().getProperty(MatchedRoute.ATTRIBUTE)
        instanceof MatchedRoute matched) {
      matched.set(template(event.getUriInfo()));
    }
  }

  /** From the root of the server. Jersey lists the innermost template first. */
  private static String template(ExtendedUriInfo uri) {
    StringBuilder path = new StringBuilder(uri.getBaseUri().getPath());
    for (UriTemplate template : uri.getMatchedTemplates().reversed()) {
      path.append(template.getTemplate());
    }
    return path.toString().replace("//", "/");
  }
}
